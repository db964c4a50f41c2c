#!/usr/bin/env bash
# Story A: TLS between an agent and the console's port 4343, with every way the two can fail to agree. Takes about a minute.
. "$(dirname "$0")/lib.sh"
. "$LAB/pki.sh"
need
lab_up
pki_up

OLD=(-cipher 'DEFAULT@SECLEVEL=0') # OpenSSL 3 speaks TLS 1.1 only at security level 0.
NAMED=(-verify_return_error -verify_hostname policy.example)

mkdir "$SCRATCH/www"
printf 'agent status: online\n' >"$SCRATCH/www/status.txt"

# tls_server [s_server option…] : a web server on 4343 with the lab's certificate (CERT names another).
tls_server() {
    local cert=${CERT:-policy}
    start "$SERVER" sh -c 'cd "$1" && shift && exec "$@"' sh "$SCRATCH/www" openssl s_server -quiet -WWW -accept "$SERVER_IP:4343" \
        -key "$PKI/$cert.key" -cert "$PKI/$cert.pem" -cert_chain "$PKI/$cert-chain.pem" "$@"
    wait_for "$SERVER" tcp 4343
}

# tls_client [s_client option…] : asks for the agent's status and waits for the answer.
tls_client() {
    printf 'GET /status.txt HTTP/1.0\r\n\r\n' >"$SCRATCH/request"
    ip netns exec "$CLIENT" timeout 8 openssl s_client -quiet -ign_eof -connect "$SERVER_IP:4343" -servername policy.example \
        -CAfile "$PKI/lab-ca.pem" "$@" <"$SCRATCH/request" >>"$SCRATCH/programs.log" 2>&1 || true
}

tap_client() { tap "$1" "$CLIENT" eth0 "${@:2}" 'tcp port 4343 or icmp'; }

tap_client tls12-healthy.pcap
tls_server -tls1_2
tls_client -tls1_2 "${NAMED[@]}"
end_recording
keep tls12-healthy.pcap 1 'tls.handshake.type == 14' 2 'tls.app_data'

tap tls13-healthy.pcap "$CLIENT" eth0 --nano 'tcp port 4343'
tls_server
tls_client "${NAMED[@]}"
end_recording
keep tls13-healthy.pcap 1 'tls.handshake.type == 2 && tls.handshake.extensions.supported_version == 0x0304'

# Both ends know nothing newer than TLS 1.1.
tap_client tls11-old.pcap
tls_server -tls1_1 "${OLD[@]}"
tls_client -tls1_1 "${OLD[@]}" "${NAMED[@]}"
end_recording
keep tls11-old.pcap 1 'tls.handshake.type == 2 && tls.handshake.version == 0x0302' 1 'tls.app_data'

# The client knows TLS 1.2, the server stops at 1.1.
tap_client tls-downgraded.pcap
tls_server -tls1_1 "${OLD[@]}"
tls_client -no_tls1_3 "${OLD[@]}" "${NAMED[@]}"
end_recording
keep tls-downgraded.pcap 1 'tls.handshake.type == 1 && tls.handshake.version == 0x0303' 1 'tls.handshake.type == 2 && tls.handshake.version == 0x0302'

# A server able to do 1.3 was told to stop at 1.2 for one client: its random ends in the downgrade sentinel, the client is content with 1.2.
tap_client tls12-by-choice.pcap
tls_server
tls_client -tls1_2 "${NAMED[@]}"
end_recording
keep tls12-by-choice.pcap 1 'tls.handshake.type == 2 && tls.handshake.random contains 44:4f:57:4e:47:52:44:01'

# TLS 1.1 accepted first; then the server is reconfigured and resets a TLS 1.1 hello without an alert, as http.sys does.
tap_client story-a.pcap
tls_server -tls1_1 "${OLD[@]}"
tls_client -tls1_1 "${OLD[@]}" "${NAMED[@]}"
stop_programs
sleep 1
start "$SERVER" python3 -B "$TOOLS/reset_server.py" "$SERVER_IP" 4343 reset
wait_for "$SERVER" tcp 4343
tls_client -tls1_1 "${OLD[@]}"
sleep 1
tls_client -tls1_1 "${OLD[@]}"
end_recording
editcap -F pcapng "$SCRATCH/story-a.pcap" "$SCRATCH/story-a-tls11-refused.pcapng"
keep story-a-tls11-refused.pcapng 2 'tcp.flags.reset == 1' 1 'tls.app_data'

# Only the refusal, so that nothing but the hello speaks for the cause.
start "$SERVER" python3 -B "$TOOLS/reset_server.py" "$SERVER_IP" 4343 reset
wait_for "$SERVER" tcp 4343
tap_client tls11-refused-alone.pcap
tls_client -tls1_1 "${OLD[@]}"
end_recording
keep tls11-refused-alone.pcap 1 'tcp.flags.reset == 1'

# The same reset in answer to a hello with nothing wrong in it: the evidence does not say why.
start "$SERVER" python3 -B "$TOOLS/reset_server.py" "$SERVER_IP" 4343 reset
wait_for "$SERVER" tcp 4343
tap_client tls-refused-by-reset.pcap
tls_client
end_recording
keep tls-refused-by-reset.pcap 1 'tcp.flags.reset == 1'

start "$SERVER" python3 -B "$TOOLS/reset_server.py" "$SERVER_IP" 4343 close
wait_for "$SERVER" tcp 4343
tap_client tls-refused-by-close.pcap
tls_client
end_recording
keep tls-refused-by-close.pcap 1 'tcp.flags.fin == 1 && ip.src == 10.0.2.105'

start "$SERVER" python3 -B "$TOOLS/reset_server.py" "$SERVER_IP" 4343 silent
wait_for "$SERVER" tcp 4343
tap_client tls-handshake-stalled.pcap
tls_client
end_recording
keep tls-handshake-stalled.pcap 0 'tls.handshake.type == 2' 1 'tls.handshake.type == 1'

tap_client tls-version-alert.pcap
tls_server -tls1_2
tls_client -tls1_1 "${OLD[@]}"
end_recording
keep tls-version-alert.pcap 1 'tls.alert_message.desc == 70'

tap_client tls13-only-client.pcap
tls_server -tls1_2
tls_client -tls1_3
end_recording
keep tls13-only-client.pcap 1 'tls.alert_message.desc == 70'

tap_client tls-no-common-cipher.pcap
tls_server -tls1_2 -cipher ECDHE-RSA-AES256-GCM-SHA384
tls_client -tls1_2 -cipher ECDHE-RSA-AES128-SHA
end_recording
keep tls-no-common-cipher.pcap 1 'tls.alert_message.desc == 40'

# Certificates the client refuses. In TLS 1.2 certificate and alert can both be read.
certificate expired lab policy.example 20210101000000Z 20230101000000Z
certificate future lab policy.example 20900101000000Z 20910101000000Z
certificate other lab console.example
authority stranger '/O=Example Trading/CN=Example Trading Private CA'
certificate untrusted stranger policy.example
authority zscaler '/C=US/ST=California/O=Zscaler Inc./OU=Zscaler Inc./CN=Zscaler Intermediate Root CA (zscalerthree.net) (t) '
certificate inspected zscaler policy.example "$(date -u -d '1 hour ago' +%Y%m%d%H%M%SZ)" "$(date -u -d '14 days' +%Y%m%d%H%M%SZ)"

refused_certificate() { # FILE CERTIFICATE ALERT
    tap_client "$1"
    CERT=$2 tls_server -tls1_2
    tls_client -tls1_2 "${NAMED[@]}"
    end_recording
    keep "$1" 1 "tls.alert_message.desc == $3 && ip.src == $CLIENT_IP"
}
refused_certificate tls-expired.pcap expired 45
refused_certificate tls-not-yet-valid.pcap future 42
refused_certificate tls-name-mismatch.pcap other 42
refused_certificate tls-untrusted.pcap untrusted 48
refused_certificate tls-intercepted.pcap inspected 48

# The same inspecting gateway, but the client trusts it: worth a warning only.
tap_client tls-intercepted-accepted.pcap
CERT=inspected tls_server -tls1_2
tls_client -tls1_2 -CAfile "$PKI/zscaler-ca.pem" "${NAMED[@]}"
end_recording
keep tls-intercepted-accepted.pcap 1 'tls.app_data'

# In TLS 1.3 the certificate is encrypted. OpenSSL's alert is not: at that moment it has no keys to send with yet.
tap_client tls13-certificate-refused.pcap
CERT=untrusted tls_server
tls_client "${NAMED[@]}"
end_recording
keep tls13-certificate-refused.pcap 1 'tls.alert_message.desc == 48 && ip.src == 10.0.3.50' 0 'tls.handshake.type == 11'

# A client that finishes the handshake, says nothing and closes: how .NET refuses a certificate.
for version in 1.2 1.3; do
    file=tls${version/./}-silent-refusal.pcap
    tap_client "$file"
    CERT=untrusted tls_server -num_tickets 0
    try 5 "$CLIENT" python3 -B "$TOOLS/silent_client.py" "$SERVER_IP" 4343 "$version" policy.example
    end_recording
    keep "$file" 1 'tcp.flags.fin == 1 && ip.src == 10.0.3.50' 0 'tls.alert_message && ip.src == 10.0.3.50'
done

# Mutual TLS.
certificate agent lab agent.example
certificate foreign-agent stranger agent.example
mutual=(-Verify 2 -verify_return_error -CAfile "$PKI/lab-ca.pem")
mutual_sample() { # FILE VERSION-OPTION FILTER [client option…]
    tap_client "$1"
    tls_server "$2" "${mutual[@]}"
    tls_client "$2" "${@:4}"
    end_recording
    keep "$1" 1 "$3"
}
mutual_sample mutual-tls12-healthy.pcap -tls1_2 'tls.handshake.type == 15' -cert "$PKI/agent.pem" -key "$PKI/agent.key"
mutual_sample mutual-tls13-healthy.pcap -tls1_3 'tls.app_data' -cert "$PKI/agent.pem" -key "$PKI/agent.key"
mutual_sample client-cert-missing-tls12.pcap -tls1_2 "tls.alert_message.desc == 40"
mutual_sample client-cert-missing-tls13.pcap -tls1_3 "tls.record.length == 19 && ip.src == $SERVER_IP"
mutual_sample client-cert-untrusted-tls12.pcap -tls1_2 'tls.alert_message.desc == 48' -cert "$PKI/foreign-agent.pem" -key "$PKI/foreign-agent.key"
mutual_sample client-cert-untrusted-tls13.pcap -tls1_3 "tls.record.length == 19 && ip.src == $SERVER_IP" -cert "$PKI/foreign-agent.pem" -key "$PKI/foreign-agent.key"

# The two ends disagree on the transport.
tap_client http-on-tls-port.pcap
tls_server
try 5 "$CLIENT" curl -s -m 4 "http://$SERVER_IP:4343/agent/status"
end_recording
keep http-on-tls-port.pcap 1 'tcp.payload contains "GET /agent/status"'

start "$SERVER" python3 -B "$TOOLS/answer_http.py" "$SERVER_IP" 8080 '400 Bad Request'
wait_for "$SERVER" tcp 8080
tap tls-on-http-port.pcap "$CLIENT" eth0 'tcp port 8080'
try 5 "$CLIENT" curl -s -m 4 "https://$SERVER_IP:8080/agent/status"
end_recording
keep tls-on-http-port.pcap 1 'tcp.srcport == 8080 && tcp.payload contains "HTTP/1.1 400"'

# Python's server takes the hello for HTTP/0.9 and answers with a page that has no status line.
start "$SERVER" python3 -B -m http.server --bind "$SERVER_IP" --directory "$SCRATCH/www" 8080
wait_for "$SERVER" tcp 8080
tap tls-on-http-port-page.pcap "$CLIENT" eth0 'tcp port 8080'
try 5 "$CLIENT" curl -s -m 4 "https://$SERVER_IP:8080/agent/status"
end_recording
keep tls-on-http-port-page.pcap 1 'tcp.srcport == 8080 && tcp.payload contains "DOCTYPE"'

# A hello too large for one segment, a hello answered with HelloRetryRequest, a resumed session: all healthy.
tap_client tls13-retry-and-resume.pcap
tls_server -groups P-384
tls_client -groups X25519:P-384 -sess_out "$SCRATCH/session" "${NAMED[@]}"
tls_client -groups X25519:P-384 -sess_in "$SCRATCH/session"
tls_client -alpn "$(printf 'gatehouse-lab-%03d,' $(seq 1 100))h2"
end_recording
keep tls13-retry-and-resume.pcap 1 'tls.handshake.random == cf:21:ad:74:e5:9a:61:11:be:1d:8c:02:1e:65:b8:91:c2:a2:11:16:7a:bb:8c:5e:07:9e:09:e2:c8:a8:33:9c'

# How captures are often taken: short snap length, one direction, begun too late, gzip around it.
tap_client tls12-snap96.pcap -s 96
tap tls12-one-direction.pcap "$CLIENT" eth0 "tcp port 4343 and src host $CLIENT_IP"
tap tls12-any.pcap "$CLIENT" any -y LINUX_SLL2 'tcp port 4343'
tap tls12-for-gzip.pcap "$CLIENT" any -y LINUX_SLL 'tcp port 4343'
tls_server -tls1_2
tls_client -tls1_2 "${NAMED[@]}"
end_recording
keep tls12-snap96.pcap 2 'frame.len > frame.cap_len'
keep tls12-one-direction.pcap 0 'ip.src == 10.0.2.105' 1 'tls.handshake.type == 1'
keep tls12-any.pcap 1 'sll && tls.app_data'
gzip -9 -n "$SCRATCH/tls12-for-gzip.pcap"
mv "$SCRATCH/tls12-for-gzip.pcap.gz" "$SCRATCH/tls12-cooked.pcap.gz"
keep tls12-cooked.pcap.gz 1 'sll && tls.app_data'
