# Sourced by the checks of the examples: a folder $work, and a server on free ports of this machine, $address
# for gRPC and $http for HTTP. Both are gone when the check ends.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
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

# Draws test images in $work/samples, and starts a server of the shipped model or of another repository.
start_server() { # [REPOSITORY]
  "$root/twofold" samples --data strokes --data-count 600 --per-class 1 --out "$work/samples"
  "$root/twofold" serve --repository "${1:-$root/models}" --port 0 --http-port 0 --ready-file "$work/ready" &
  server=$!
  for _ in $(seq 240); do
    [ -f "$work/ready" ] && break
    kill -0 "$server"
    sleep 0.5
  done
  [ -f "$work/ready" ] || { echo "the server was not ready within two minutes" >&2; exit 1; }
  address=$(sed -n 's/^grpc=//p' "$work/ready")
  http=$(sed -n 's/^http=//p' "$work/ready")
}

# The images that our own client makes of a seven and a two, to compare with.
swap_with_our_client() { # OUT.png
  "$root/twofold" swap --server "$address" --content "$work/samples/7_0.png" \
    --style "$work/samples/2_0.png" --out "$1" --deadline 60s
}
