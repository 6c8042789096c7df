#!/usr/bin/env bash
# Runs the commands of docs/rollout.md, "See a bad version taken back", as they stand there, on free ports:
# version 1 must be taken back by a guard, come through when the guards look away, and give way again.
set -euo pipefail
cd "$(dirname "$0")/../../.."

work=$(mktemp -d "${TMPDIR:-/tmp}/twofold-rollout.XXXXXX")
started=()
finish() {
  for process in "${started[@]}"; do kill "$process" 2>/dev/null || true; done
  wait
  rm -rf "$work"
}
trap finish EXIT
fail() { echo "docs/rollout.md: $1" >&2; exit 1; }

# The section's commands, with a folder of their own in the place of runs.
mapfile -t commands < <(
  sed -n '/^## See a bad version/,/^## A walk/p' docs/rollout.md | sed -n '/^```sh/,/^```/p' | grep -v '^```' |
    sed "s#\bruns\b#$work#g"
)
[ "${#commands[@]}" -ge 9 ] || fail "the section has ${#commands[@]} commands"

for command in "${commands[@]}"; do
  echo "\$ $command"
  case $command in
    *' serve '*)
      eval "exec $command --port 0 --http-port 0 --ready-file $work/ready" &
      started+=($!)
      for _ in $(seq 240); do [ -f "$work/ready" ] && break; sleep 0.5; done
      TWOFOLD_SERVER=$(sed -n 's/^grpc=//p' "$work/ready")
      export TWOFOLD_SERVER
      http=$(sed -n 's/^http=//p' "$work/ready")
      ;;
    *' bench '*)
      eval "exec $command" &
      started+=($!)
      # The client waits a few seconds for a server, and then calls.
      for _ in $(seq 240); do
        curl -s "http://$http/metrics" | grep -q '^twofold_rpc_duration_seconds_count{code="OK"' && break
        sleep 0.5
      done
      ;;
    *--max-cycle-ratio*)
      eval "$command" || fail "version 1 did not come through when the guards looked away"
      ;;
    *'rollout start'*)
      code=0
      eval "$command" || code=$?
      [ "$code" = 5 ] || fail "exit code 5 was promised, not $code"
      curl -s "http://$http/api/v1/rollout" -H 'Content-Type: application/json' -d '{}' |
        grep -q '"reason": *"guard ' || fail "the console's API names no guard"
      ;;
    *) eval "$command" ;;
  esac
done

./twofold rollout status | grep -q 'version 2 is stable' || fail "version 2 is not stable at the end"
echo "docs/rollout.md does what it says."
