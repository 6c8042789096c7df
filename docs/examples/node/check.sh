#!/usr/bin/env bash
# Runs the example against a server of the shipped model on a free port: a client that is not ours
# must be able to encode and swap, and a stock inference client to infer.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
work=$(mktemp -d)
server=

finish() {
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null || true
    wait "$server" || true
  fi
  rm -rf "$work"
}
trap finish EXIT

cp "$here"/package*.json "$here"/*.js "$here/health.proto" "$work"
sed -i "s|'../../../proto/src/main/proto|'$root/proto/src/main/proto|; s|path.join(|path.resolve(|" \
  "$work/swap.js" "$work/infer.js"
(cd "$work" && npm ci --no-audit --no-fund --loglevel=error)

"$root/twofold" samples --data strokes --data-count 600 --per-class 1 --out "$work/samples"
"$root/twofold" serve --repository "$root/models" --port 0 --http-port 0 --ready-file "$work/ready" &
server=$!
for _ in $(seq 240); do
  [ -f "$work/ready" ] && break
  kill -0 "$server"
  sleep 0.5
done
[ -f "$work/ready" ] || { echo "the server was not ready within two minutes" >&2; exit 1; }
address=$(sed -n 's/^grpc=//p' "$work/ready")

node "$work/swap.js" "$address" "$work/samples/7_0.png" "$work/samples/2_0.png" "$work/swapped.png"
"$root/twofold" swap --server "$address" --content "$work/samples/7_0.png" \
  --style "$work/samples/2_0.png" --out "$work/expected.png"
cmp "$work/swapped.png" "$work/expected.png"
echo "A stock Node.js client encoded and swapped; its image equals that of our own client."

node "$work/infer.js" "$address"
echo "A stock inference client in Node.js got what the native Swap answers."
