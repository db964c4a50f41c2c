#!/usr/bin/env bash
# What keeps an agent out below or beside TLS: filters, closed ports, path MTU, resets, names, proxies, HTTP errors. Takes about two minutes.
. "$(dirname "$0")/lib.sh"
. "$LAB/pki.sh"
need
lab_up
pki_up

ask_status() { try "${1:-8}" "$CLIENT" curl -s -m "$((${1:-8} - 1))" --cacert "$PKI/lab-ca.pem" --resolve "policy.example:4343:$SERVER_IP" \
    https://policy.example:4343/status.txt; }
tls_server() {
    start "$SERVER" sh -c 'cd "$1" && shift && exec "$@"' sh "$SCRATCH" openssl s_server -quiet -WWW -accept "$SERVER_IP:4343" \
        -key "$PKI/policy.key" -cert "$PKI/policy.pem" -cert_chain "$PKI/policy-chain.pem" -tls1_2 "$@"
    wait_for "$SERVER" tcp 4343
}
printf 'agent status: online\n' >"$SCRATCH/status.txt"

tap tcp-refused.pcap "$CLIENT" eth0 tcp
ask_status 3
ask_status 3
end_recording
keep tcp-refused.pcap 2 'tcp.flags.reset == 1'

router_rule 'prerouting iifname lan0 tcp dport 4343 counter drop'
tls_server
tap tcp-no-answer-client.pcap "$CLIENT" eth0 tcp
tap tcp-no-answer-server.pcap "$SERVER" eth0 'tcp or icmp'
ask_status 9
try 3 "$CLIENT" ping -c 1 "$SERVER_IP"
end_recording
keep tcp-no-answer-client.pcap 3 'tcp.flags.syn == 1' 0 'tcp.flags.ack == 1'
keep tcp-no-answer-server.pcap 0 'tcp' 2 'icmp'

# The answer is what gets lost.
router_rule 'prerouting iifname wan0 tcp sport 4343 counter drop'
tls_server
tap syn-ack-lost-client.pcap "$CLIENT" eth0 tcp
tap syn-ack-lost-server.pcap "$SERVER" eth0 tcp
ask_status 9
end_recording
keep syn-ack-lost-client.pcap 3 'tcp.flags.syn == 1' 0 'tcp.flags.ack == 1'
keep syn-ack-lost-server.pcap 3 'tcp.flags.syn == 1 && tcp.flags.ack == 1'

router_rule 'forward tcp dport 4343 reject with icmp type admin-prohibited'
tap icmp-rejected.pcap "$CLIENT" eth0 'tcp or icmp'
ask_status 4
end_recording
keep icmp-rejected.pcap 1 'icmp.type == 3 && icmp.code == 13'

# A connection that worked is reset by the server in the middle of its answer.
start "$SERVER" python3 -B "$TOOLS/reset_server.py" "$SERVER_IP" 8080 late-reset
wait_for "$SERVER" tcp 8080
tap tcp-reset.pcap "$CLIENT" eth0 tcp
try 4 "$CLIENT" curl -s -m 3 "http://$SERVER_IP:8080/agent/log"
end_recording
keep tcp-reset.pcap 1 'tcp.flags.reset == 1 && ip.src == 10.0.2.105 && tcp.seq > 1'

# A device on the path forges a reset in the server's name when it sees the hello; the real answer still arrives behind it.
tls_server
start "$ROUTER" python3 -B "$TOOLS/forge_reset.py" lan0 4343
sleep 0.5
tap tcp-reset-injected-client.pcap "$CLIENT" eth0 tcp
tap tcp-reset-injected-server.pcap "$SERVER" eth0 tcp
ask_status 4
end_recording
keep tcp-reset-injected-client.pcap 1 'tcp.flags.reset == 1 && ip.src == 10.0.2.105 && ip.ttl != 63'
keep tcp-reset-injected-server.pcap 0 'tcp.flags.reset == 1 && ip.src == 10.0.2.105'

# The link to the client carries 1,400 octets. First the router says so and the server adapts, then its messages are lost.
ip -n "$ROUTER" link set lan0 mtu 1400
tls_server
tap path-mtu-discovered.pcap "$SERVER" eth0 'tcp or icmp'
ask_status
end_recording
keep path-mtu-discovered.pcap 1 'icmp.type == 3 && icmp.code == 4' 1 'tls.app_data'
ip -n "$SERVER" route flush cache
router_rule 'output icmp type destination-unreachable icmp code frag-needed counter drop'
tls_server
tap path-mtu-black-hole-client.pcap "$CLIENT" eth0 'tcp or icmp'
tap path-mtu-black-hole-server.pcap "$SERVER" eth0 'tcp or icmp'
ask_status 12
end_recording
ip -n "$ROUTER" link set lan0 mtu 1500
ip -n "$SERVER" route flush cache
keep path-mtu-black-hole-client.pcap 0 'ip.src == 10.0.2.105 && tcp.len > 1400' 1 'tls.handshake.type == 1'
keep path-mtu-black-hole-server.pcap 3 'ip.src == 10.0.2.105 && tcp.len > 1400' 0 'icmp.type == 3'

# The server stops reading while the agent uploads its log.
head -c 40000 /dev/zero | tr '\0' 'L' >"$SCRATCH/upload.log"
start "$SERVER" python3 -B "$TOOLS/deaf_server.py" "$SERVER_IP" 8080
wait_for "$SERVER" tcp 8080
tap tcp-zero-window.pcap "$CLIENT" eth0 'tcp port 8080'
try 10 "$CLIENT" curl -s -m 9 --data-binary "@$SCRATCH/upload.log" "http://$SERVER_IP:8080/agent/log"
end_recording
keep tcp-zero-window.pcap 3 'tcp.window_size_value == 0 && tcp.flags.reset == 0'

# HTTP says no: a proxy before the tunnel, the service itself after it.
start "$SERVER" python3 -B "$TOOLS/answer_http.py" $PROXY_IP 3128 '407 Proxy Authentication Required' 'Proxy-Authenticate: Basic realm="lab"'
wait_for "$SERVER" tcp 3128
tap proxy-refused.pcap "$CLIENT" eth0 tcp
try 5 "$CLIENT" curl -s -m 4 -x http://$PROXY_IP:3128 https://policy.example:4343/status.txt
end_recording
keep proxy-refused.pcap 1 'tcp.payload contains "CONNECT policy.example:4343"' 1 'tcp.payload contains "407"'

for answer in '503 Service Unavailable' '403 Forbidden'; do
    start "$SERVER" python3 -B "$TOOLS/answer_http.py" "$SERVER_IP" 8080 "$answer"
    wait_for "$SERVER" tcp 8080
    tap "http-${answer%% *}.pcap" "$CLIENT" eth0 tcp
    try 5 "$CLIENT" curl -s -m 4 "http://$SERVER_IP:8080/agent/status"
    end_recording
    keep "http-${answer%% *}.pcap" 1 "http.response.code == ${answer%% *}"
done

# Names: one that does not exist, one that nobody answers for, one that leads to a wrong address.
client_asks "$DNS_IP"
name_sample() { # FILE NAME FILTER
    start "$SERVER" python3 -B "$TOOLS/name_server.py" "$DNS_IP" cdn.example=10.0.2.110 news.example=10.0.2.111 policy.example=10.0.2.112
    wait_for "$SERVER" udp 53
    tap "$1" "$CLIENT" eth0 'udp or tcp or icmp'
    try 8 "$CLIENT" curl -s -m 7 "https://$2:4343/agent/status"
    end_recording
    keep "$1" 1 "$3"
}
name_sample dns-nxdomain.pcap console.example 'dns.flags.rcode == 3'
name_sample dns-wrong-address.pcap policy.example 'tcp.flags.reset == 1 && ip.src == 10.0.2.112'
router_rule 'prerouting iifname lan0 udp dport 53 counter drop'
name_sample dns-no-answer.pcap policy.example 'dns.flags.response == 0'
