#!/usr/bin/env bash
# The log of Gatehouse's own server on a bad day: a token that was used up, an endpoint that lacks what the policy requires, one that was revoked and
# asks again. Nothing is captured; the log is the sample. Takes about a quarter of a minute. GATEHOUSE names another executable than that of the checkout.
. "$(dirname "$0")/lib.sh"
need grep
gatehouse_up <<'CHECKS'
  software:
    - { name: audit, action: isolate, required: [no-such-package] }
CHECKS

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
