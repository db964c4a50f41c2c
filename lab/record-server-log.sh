#!/usr/bin/env bash
# The log of Gatehouse's own server on a bad day: a token that was used up, an endpoint that lacks what the policy requires, one that was revoked and
# asks again. Nothing is captured; the log is the sample. Takes about a quarter of a minute. GATEHOUSE names another executable than that of the checkout.
. "$(dirname "$0")/lib.sh"
need grep
gatehouse=${GATEHOUSE:-$LAB/../gatehouse}
"$gatehouse" --version >/dev/null
lab_up

data=$SCRATCH/server
url=https://$SERVER_IP:4343
cat >"$SCRATCH/policy.yaml" <<'POLICY'
name: default
session: { heartbeatSeconds: 5, missedHeartbeats: 3 }
checks:
  software:
    - { name: audit, action: isolate, required: [no-such-package] }
POLICY

start "$SERVER" sh -c 'exec 2>"$1"; shift; exec "$@"' log "$SCRATCH/server.log" "$gatehouse" server --data "$data" --listen "$SERVER_IP" --name "$SERVER_IP"
wait_for "$SERVER" tcp 4343
administer() { at "$SERVER" "$gatehouse" "$@" --data "$data" --server "$url" >/dev/null; }
administer policy apply "$SCRATCH/policy.yaml"
administer token create --token-file "$SCRATCH/token"
at "$CLIENT" "$gatehouse" agent enroll --data "$SCRATCH/agent" --server "$SERVER_IP" --token-file "$SCRATCH/token" >/dev/null
try 10 "$CLIENT" "$gatehouse" agent enroll --data "$SCRATCH/second" --server "$SERVER_IP" --token-file "$SCRATCH/token"
try 6 "$CLIENT" "$gatehouse" agent run --data "$SCRATCH/agent"
id=$(sed -n 's/.*"endpointId": *"\([^"]*\)".*/\1/p' "$SCRATCH/agent/enrollment.json")
administer endpoint revoke "$id" --reason 'stolen'
try 4 "$CLIENT" "$gatehouse" agent run --data "$SCRATCH/agent"
stop_programs
for event in 1401 4501; do
    grep -q "\[$event\]" "$SCRATCH/server.log" || fail "server.log: no event $event; $(tail -3 "$SCRATCH/server.log")"
done
cp "$SCRATCH/server.log" "$SAMPLES/server.log"
