#!/usr/bin/env bash
# Runs the examples in Python against a server of the shipped model on free ports.
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

start_server
python3 "$work/swap.py" "$address" "$work/samples/7_0.png" "$work/samples/2_0.png" "$work/swapped.png"
swap_with_our_client "$work/expected.png"
cmp "$work/swapped.png" "$work/expected.png"
echo "Python encoded, swapped and decoded; its image equals that of our own client."

python3 "$work/infer.py" "$address"
echo "Python inferred over the Open Inference Protocol."

cp "$here/check.sh" "$work/no-image.png"
fails_with '^INVALID_ARGUMENT: ' \
  python3 "$work/swap.py" "$address" "$work/no-image.png" "$work/samples/2_0.png" "$work/out.png"
echo "A refusal says what is wrong."
