#!/usr/bin/env bash
# An endpoint is admitted by Gatehouse itself: session over mutual TLS, the sealed security check with a report of several segments, a heartbeat,
# a goodbye. Takes about a quarter of a minute. GATEHOUSE names another executable than that of the checkout.
. "$(dirname "$0")/lib.sh"
need dpkg-query
gatehouse_up <<'CHECKS'
  software:
    - { name: everything, action: monitor, forbidden: ["*"] }
CHECKS

tap admission.pcap "$CLIENT" eth0 'tcp port 4343 or udp or icmp'
try 12 "$CLIENT" "$gatehouse" agent run --data "$SCRATCH/agent"
end_recording
keep admission.pcap 1 'tls.handshake.type == 2' 3 'udp.dstport == 9019 && udp.length > 1000' 0 'udp.length > 1208' 0 'ip.flags.mf == 1 || ip.frag_offset > 0'
