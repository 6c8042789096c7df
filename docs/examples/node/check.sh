#!/usr/bin/env bash
# Runs the example against a server of the shipped model on a free port: a client that is not ours
# must be able to encode and swap, and a stock inference client to infer.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../server.sh"

cp "$here"/package*.json "$here"/*.js "$here/health.proto" "$work"
sed -i "s|'../../../proto/src/main/proto|'$root/proto/src/main/proto|; s|path.join(|path.resolve(|" \
  "$work/swap.js" "$work/infer.js"
(cd "$work" && npm ci --no-audit --no-fund --loglevel=error)

start_server
node "$work/swap.js" "$address" "$work/samples/7_0.png" "$work/samples/2_0.png" "$work/swapped.png"
swap_with_our_client "$work/expected.png"
cmp "$work/swapped.png" "$work/expected.png"
echo "A stock Node.js client encoded and swapped; its image equals that of our own client."

node "$work/infer.js" "$address"
echo "A stock inference client in Node.js got what the native Swap answers."
