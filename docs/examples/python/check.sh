#!/usr/bin/env bash
# Runs the examples in Python on free ports, against a server of a version that the examples packed.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../server.sh"
# The system's own Python: that is where Debian's packages are.
PATH=/usr/bin:$PATH

cp "$here"/*.py "$work"
"$here/generate.sh" "$work/generated"

fails_with() { # TEXT COMMAND...
  local text=$1 code=0
  shift
  "$@" 2>"$work/error" || code=$?
  [ "$code" = 1 ] && grep -q "$text" "$work/error" || {
    echo "exit code $code instead of 1, or not '$text':" >&2
    cat "$work/error" >&2
    exit 1
  }
}

fails_with 'is a server running at 127.0.0.1:1?' python3 "$work/infer.py" 127.0.0.1:1

# The shipped version's graphs and golden vectors, as if they had been made elsewhere.
version=$root/models/mnist/2
python3 "$work/golden.py" "$version/golden.bin" "$work/golden"
python3 "$work/bundle.py" --model mnist --labels 0,1,2,3,4,5,6,7,8,9 --shape 1x28x28 \
  --graphs "$version" --golden "$work/golden" --repository "$work/models"

start_server "$work/models"
python3 "$work/swap.py" "$address" "$work/samples/7_0.png" "$work/samples/2_0.png" "$work/swapped.png"
swap_with_our_client "$work/expected.png"
cmp "$work/swapped.png" "$work/expected.png"
echo "Python packed a version, and encoded, swapped and decoded with it; its image equals that of our own client."

python3 "$work/infer.py" "$address"
echo "Python inferred over the Open Inference Protocol."

cp "$here/check.sh" "$work/no-image.png"
fails_with '^INVALID_ARGUMENT: ' \
  python3 "$work/swap.py" "$address" "$work/no-image.png" "$work/samples/2_0.png" "$work/out.png"
echo "A refusal says what is wrong."
