#!/usr/bin/env bash
# A login with EAP-TLS over RADIUS (FreeRADIUS and eapol_test). The client's certificate chain makes Access-Requests of more than one frame,
# so they leave in fragments: it works, then a device on the path drops the second fragment. Takes about half a minute.
. "$(dirname "$0")/lib.sh"
. "$LAB/pki.sh"
need freeradius eapol_test
lab_up
pki_up
certificate agent lab agent.example '' '' rsa:4096

raddb=$SCRATCH/raddb
mkdir -p "$raddb"
chmod 755 "$SCRATCH" # FreeRADIUS reads its folder before it knows who it is.
cat >"$raddb/radiusd.conf" <<CONF
prefix = /usr
logdir = $SCRATCH
run_dir = $SCRATCH
libdir = /usr/lib/freeradius
max_requests = 256
security {
    allow_core_dumps = no
}
modules {
    eap {
        default_eap_type = tls
        tls-config lab {
            private_key_file = $PKI/policy.key
            certificate_file = $PKI/policy-chain.pem
            ca_file = $PKI/lab-ca.pem
            fragment_size = 1024
            tls_min_version = "1.2"
            tls_max_version = "1.2"
        }
        tls {
            tls = lab
        }
    }
}
client device {
    ipaddr = $CLIENT_IP
    secret = lab-secret
}
server default {
    listen {
        type = auth
        ipaddr = $SERVER_IP
        port = 1812
    }
    authorize {
        eap
    }
    authenticate {
        eap
    }
}
CONF
cat >"$SCRATCH/supplicant.conf" <<CONF
network={
    key_mgmt=IEEE8021X
    eap=TLS
    identity="agent.example"
    ca_cert="$PKI/lab-ca.pem"
    client_cert="$PKI/agent-chain.pem"
    private_key="$PKI/agent.key"
    fragment_size=1398
}
CONF

radius_server() {
    start "$SERVER" freeradius -f -d "$raddb" -l stdout
    wait_for "$SERVER" udp 1812
}
login() { try "$1" "$CLIENT" eapol_test -c "$SCRATCH/supplicant.conf" -a "$SERVER_IP" -p 1812 -s lab-secret -t "$1" -r 0; }

radius_server
tap radius-eap-tls-healthy.pcap "$CLIENT" eth0 'udp or icmp or (ip[6:2] & 0x3fff != 0)'
login 10
end_recording
keep radius-eap-tls-healthy.pcap 1 'radius.code == 2' 1 'ip.frag_offset > 0'

radius_server
router_rule 'prerouting iifname lan0 ip frag-off & 0x1fff != 0 counter drop'
tap radius-eap-tls-fragments-lost-client.pcap "$CLIENT" eth0 'udp or icmp or (ip[6:2] & 0x3fff != 0)'
tap radius-eap-tls-fragments-lost-server.pcap "$SERVER" eth0 'udp or icmp or (ip[6:2] & 0x3fff != 0)'
login 14
end_recording
keep radius-eap-tls-fragments-lost-client.pcap 0 'radius.code == 2' 2 'ip.frag_offset > 0'
keep radius-eap-tls-fragments-lost-server.pcap 0 'ip.frag_offset > 0' 2 'ip.flags.mf == 1'

# The server does not know who asks: it stays silent, as RADIUS demands (RFC 2865, 3).
sed -i "s/ipaddr = $CLIENT_IP/ipaddr = 10.0.3.99/" "$raddb/radiusd.conf"
radius_server
tap radius-unknown-client.pcap "$SERVER" eth0 'udp or icmp'
login 10
end_recording
keep radius-unknown-client.pcap 2 'radius.code == 1' 0 'radius.code == 11'
