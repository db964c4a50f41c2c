#!/usr/bin/env bash
# Story B: a security check whose report leaves in two fragments, one of which a device on the path drops. Takes about two minutes.
. "$(dirname "$0")/lib.sh"
need
lab_up

serve_check() { start "$SERVER" python3 -B "$TOOLS/security_check.py" server "$SERVER_IP" "$@"; wait_for "$SERVER" udp 9029; }
check() { try "$1" "$CLIENT" python3 -B "$TOOLS/security_check.py" client "$SERVER_IP" "${@:2}"; }
traffic="udp or icmp or (ip[6:2] & 0x3fff != 0)"
drop_later_fragments='prerouting iifname lan0 ip frag-off & 0x1fff != 0 counter drop'

# Packet 3 crosses in two fragments and packet 4 comes back.
serve_check
tap story-b-healthy.pcap "$CLIENT" eth0 "$traffic"
check 10
end_recording
keep story-b-healthy.pcap 2 'udp.srcport == 9019' 1 'ip.frag_offset > 0'

# The story: 4 tries, 5 s apart, only the first fragment arrives. The server's kernel gives up 30 s after each first fragment and says
# so (ICMP 11/1); the endpoint's own capture was ended before that.
serve_check
router_rule "$drop_later_fragments"
tap story-b-client.pcap "$CLIENT" eth0 "$traffic"
client_tap=${TAP_PIDS[0]}
TAP_PIDS=()
tap story-b-client-late.pcap "$CLIENT" eth0 "$traffic"
tap story-b-r1-in.pcap "$ROUTER" lan0 "$traffic"
tap story-b-r1-out.pcap "$ROUTER" wan0 "$traffic"
tap story-b-server.pcap "$SERVER" eth0 "$traffic"
late_taps=("${TAP_PIDS[@]}")
check 30
TAP_PIDS=("$client_tap")
stop_taps
TAP_PIDS=("${late_taps[@]}")
sleep 27
end_recording
keep story-b-client.pcap 4 'ip.frag_offset > 0' 0 'icmp'
keep story-b-client-late.pcap 4 'icmp.type == 11 && icmp.code == 1'
keep story-b-r1-in.pcap 4 'ip.frag_offset > 0'
keep story-b-r1-out.pcap 0 'ip.frag_offset > 0' 4 'ip.flags.mf == 1'
keep story-b-server.pcap 0 'ip.frag_offset > 0' 4 'ip.flags.mf == 1' 4 'icmp.type == 11 && icmp.code == 1'

# The same fault, every fragment dropped: the server sees nothing of packet 3.
serve_check
router_rule 'prerouting iifname lan0 ip frag-off & 0x3fff != 0 counter drop'
tap story-b-all-lost-client.pcap "$CLIENT" eth0 "$traffic"
tap story-b-all-lost-server.pcap "$SERVER" eth0 "$traffic"
check 12 --spacing 2
end_recording
keep story-b-all-lost-client.pcap 4 'ip.frag_offset > 0'
keep story-b-all-lost-server.pcap 0 'ip.flags.mf == 1 || ip.frag_offset > 0'

# A report that fits one frame: the endpoint beside it, which gets in.
serve_check
tap story-b-small-report.pcap "$CLIENT" eth0 "$traffic"
check 10 --patches 60
end_recording
keep story-b-small-report.pcap 2 'udp.srcport == 9019' 0 'ip.flags.mf == 1'

# Nothing lost on the way, but packet 3 is never answered: from the client alone this looks like the story, at the server it does not.
serve_check --answer 1
tap server-silent-client.pcap "$CLIENT" eth0 "$traffic"
tap server-silent-server.pcap "$SERVER" eth0 "$traffic"
check 12 --spacing 2
end_recording
keep server-silent-server.pcap 4 'ip.frag_offset > 0'
keep server-silent-client.pcap 4 'ip.frag_offset > 0'

# Packet 1 is never answered, seen from the client alone; then with the server's side, which never gets it.
serve_check
router_rule 'prerouting iifname lan0 udp dport 9029 counter drop'
tap request-lost-client.pcap "$CLIENT" eth0 "$traffic"
tap request-lost-server.pcap "$SERVER" eth0
check 12 --spacing 2
try 5 "$CLIENT" ping -c 2 -i 0.2 "$SERVER_IP"
end_recording
keep request-lost-client.pcap 4 'udp.dstport == 9029'
keep request-lost-server.pcap 0 'udp.dstport == 9029' 4 'icmp'

# The policy server's program is not running.
tap udp-port-unreachable.pcap "$CLIENT" eth0 "$traffic"
check 12 --spacing 2
end_recording
keep udp-port-unreachable.pcap 4 'icmp.type == 3 && icmp.code == 3'

# Large pings: answered, then with the fragments dropped.
tap ping-fragments-healthy.pcap "$CLIENT" eth0 "$traffic"
try 8 "$CLIENT" ping -c 3 -i 0.3 -s 2000 -M dont "$SERVER_IP"
end_recording
keep ping-fragments-healthy.pcap 6 'ip.frag_offset > 0'
router_rule "$drop_later_fragments"
tap ping-fragments-lost-client.pcap "$CLIENT" eth0 "$traffic"
tap ping-fragments-lost-server.pcap "$SERVER" eth0 "$traffic"
try 8 "$CLIENT" ping -c 3 -i 0.3 -s 56 "$SERVER_IP"
try 8 "$CLIENT" ping -c 3 -i 0.3 -W 1 -s 2000 -M dont "$SERVER_IP"
sleep 31
end_recording
keep ping-fragments-lost-client.pcap 3 'ip.frag_offset > 0'
keep ping-fragments-lost-server.pcap 3 'icmp.type == 11 && icmp.code == 1'

# The story over IPv6, where the sender fragments with an extension header; then with a tag and with two, as mirror ports of trunks give it.
ipv6_up
traffic='udp or icmp6 or ip6[6] == 44'
start "$SERVER" python3 -B "$TOOLS/security_check.py" server "$SERVER_IP6"
wait_for "$SERVER" udp 9029
router_rule 'prerouting iifname lan0 frag frag-off != 0 counter drop'
tap story-b-ipv6-client.pcap "$CLIENT" eth0 "$traffic"
tap story-b-ipv6-server.pcap "$SERVER" eth0 "$traffic"
try 14 "$CLIENT" python3 -B "$TOOLS/security_check.py" client "$SERVER_IP6" --spacing 2
end_recording
keep story-b-ipv6-client.pcap 4 'ipv6.fraghdr.offset > 0'
keep story-b-ipv6-server.pcap 0 'ipv6.fraghdr.offset > 0' 4 'ipv6.fraghdr.more == 1'

python3 -B "$TOOLS/tag_frames.py" "$SCRATCH/story-b-r1-out.pcap" "$SCRATCH/story-b-vlan.pcap" 0x8100:120
keep story-b-vlan.pcap 4 'vlan.id == 120 && ip.flags.mf == 1'
python3 -B "$TOOLS/tag_frames.py" "$SCRATCH/story-b-r1-out.pcap" "$SCRATCH/story-b-qinq.pcap" 0x88a8:900 0x8100:120
keep story-b-qinq.pcap 4 'ieee8021ad.id == 900 && vlan.id == 120 && ip.flags.mf == 1'
