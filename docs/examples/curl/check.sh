#!/usr/bin/env bash
# Runs the example with curl against a server of the shipped model on free ports.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../server.sh"

start_server
"$here/swap.sh" "$http" "$work/samples/7_0.png" "$work/samples/2_0.png" "$work/swapped.png" "$work/decoded.png"
swap_with_our_client "$work/expected.png"
cmp "$work/swapped.png" "$work/expected.png"
[ "$(head -c 8 "$work/decoded.png" | base64)" = iVBORw0KGgo= ]
echo "curl encoded, swapped and decoded; its image equals that of our own client."

code=0
"$here/swap.sh" "$http" "$here/check.sh" "$work/samples/2_0.png" "$work/a.png" "$work/b.png" 2>"$work/error" || code=$?
[ "$code" != 0 ]
grep -q '^encode: HTTP 400: INVALID_ARGUMENT: ' "$work/error"
echo "A refusal says what is wrong."
