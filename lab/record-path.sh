#!/usr/bin/env bash
# Story B along a path of two routers, captured at five points whose clocks disagree: the second router drops the second fragment of each
# report. The server's kernel gives up 30 s after each first fragment and says so (ICMP 11/1). Takes about a minute.
. "$(dirname "$0")/lib.sh"
need

FIRST_ROUTER=gatehouse-$$-r1
ROUTER=gatehouse-$$-r2
SCRATCH=$(mktemp -d)
trap 'ip netns del "$FIRST_ROUTER" 2>/dev/null || true; lab_down' EXIT
"$LAB/path-up.sh" "gatehouse-$$"
sleep 2 # Multicast reports of the new addresses pass before the first tap starts.

start "$SERVER" python3 -B "$TOOLS/security_check.py" server "$SERVER_IP"
wait_for "$SERVER" udp 9029
router_rule 'prerouting iifname lan ip frag-off & 0x1fff != 0 counter drop'
traffic='udp or icmp or (ip[6:2] & 0x3fff != 0)'
tap client.pcap "$CLIENT" eth0 "$traffic"
tap r1-in.pcap "$FIRST_ROUTER" lan "$traffic"
tap r1-out.pcap "$FIRST_ROUTER" wan "$traffic"
tap r2-out.pcap "$ROUTER" wan "$traffic"
tap server.pcap "$SERVER" eth0 "$traffic"
try 20 "$CLIENT" python3 -B "$TOOLS/security_check.py" client "$SERVER_IP"
sleep 27
end_recording

# set_clock POINT SECONDS : what a capturing host would have recorded whose clock is so far ahead.
set_clock() { editcap -F pcap -t "$2" "$SCRATCH/$1.pcap" "$SCRATCH/story-b-path-$1.pcap"; }
set_clock client 0
set_clock r1-in 37.25
set_clock r1-out 37.25
set_clock r2-out -12.5
set_clock server 3601.125
keep story-b-path-client.pcap 4 'ip.frag_offset > 0'
keep story-b-path-r1-in.pcap 4 'ip.frag_offset > 0'
keep story-b-path-r1-out.pcap 4 'ip.frag_offset > 0'
keep story-b-path-r2-out.pcap 0 'ip.frag_offset > 0' 4 'ip.flags.mf == 1'
keep story-b-path-server.pcap 0 'ip.frag_offset > 0' 4 'ip.flags.mf == 1' 4 'icmp.type == 11 && icmp.code == 1'
