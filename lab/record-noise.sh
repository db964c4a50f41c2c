#!/usr/bin/env bash
# A working day's noise, nothing of it wrong: names, web pages over HTTP and TLS, pings, datagrams both ways. Offloads are on at the
# client, so segments larger than a frame appear, as they do in captures taken on an endpoint.
. "$(dirname "$0")/lib.sh"
. "$LAB/pki.sh"
need socat
lab_up
pki_up
client_asks "$DNS_IP"

printf 'agent status: online\n' >"$SCRATCH/status.txt"
certificate cdn lab cdn.example '' '' ec
head -c 20000 /dev/urandom >"$SCRATCH/page.bin"
at "$CLIENT" ethtool -K eth0 gro on >/dev/null
at "$SERVER" ethtool -K eth0 tx on tso on gso on >/dev/null
at "$ROUTER" ethtool -K lan0 tx on tso on gso on >/dev/null
at "$ROUTER" ethtool -K wan0 gro on >/dev/null
start "$SERVER" sh -c 'cd "$1" && shift && exec "$@"' sh "$SCRATCH" openssl s_server -quiet -WWW -accept "$SERVER_IP:4343" \
    -key "$PKI/policy.key" -cert "$PKI/policy.pem" -cert_chain "$PKI/policy-chain.pem" -tls1_2
for address in 10.0.2.110 10.0.2.111; do
    start "$SERVER" sh -c 'cd "$1" && shift && exec "$@"' sh "$SCRATCH" openssl s_server -quiet -WWW -accept "$address:443" \
        -key "$PKI/cdn.key" -cert "$PKI/cdn.pem" -cert_chain "$PKI/cdn-chain.pem"
    start "$SERVER" python3 -B -m http.server --bind "$address" --directory "$SCRATCH" 80
done
start "$SERVER" python3 -B "$TOOLS/name_server.py" "$DNS_IP" cdn.example=10.0.2.110 news.example=10.0.2.111 "policy.example=$SERVER_IP"
start "$SERVER" socat -u UDP4-RECVFROM:5004,bind=10.0.2.112,fork /dev/null
start "$SERVER" python3 -B "$TOOLS/security_check.py" server "$SERVER_IP" --port 9019 --reply-port 9019
wait_for "$SERVER" udp 53
wait_for "$SERVER" udp 9019
for address in 10.0.2.110 10.0.2.111; do
    wait_for "$SERVER" tcp 80 "$address"
    wait_for "$SERVER" tcp 443 "$address"
done
tap noise.pcap "$CLIENT" eth0
try 5 "$CLIENT" ping -c 2 -i 0.2 "$SERVER_IP"
try 5 "$CLIENT" python3 -B "$TOOLS/security_check.py" client "$SERVER_IP" --port 9019 --patches 80 --pause 0.1
try 5 "$CLIENT" curl -s -m 4 --cacert "$PKI/lab-ca.pem" https://policy.example:4343/status.txt
try 5 "$CLIENT" curl -s -m 4 --cacert "$PKI/lab-ca.pem" https://cdn.example/page.bin -o /dev/null
try 5 "$CLIENT" curl -s -m 4 http://news.example/page.bin http://news.example/status.txt -o /dev/null -o /dev/null
try 5 "$CLIENT" curl -s -m 4 http://cdn.example/status.txt
try 5 "$CLIENT" curl -s -m 4 -k https://10.0.2.111/status.txt
try 5 "$CLIENT" sh -c 'for n in 1 2 3 4 5 6; do echo voice$n; sleep 0.02; done | socat -u - UDP4-SENDTO:10.0.2.112:5004'
try 5 "$CLIENT" ping -c 2 -i 0.2 10.0.2.110
end_recording
editcap -F pcapng "$SCRATCH/noise.pcap" "$SCRATCH/noise-healthy.pcapng"
keep noise-healthy.pcapng 4 'dns.flags.response == 1' 3 'tls.handshake.type == 2' 2 'http.response.code == 200' 1 'frame.len > 1514' 0 'tcp.flags.reset == 1'
