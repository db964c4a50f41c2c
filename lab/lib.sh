# Shared by the record-*.sh scripts: three network namespaces joined by veth pairs, taps, programs with a time limit.
#
#   client 10.0.3.50 ── lan0 10.0.3.1 [router] 10.0.2.1 wan0 ── server 10.0.2.105
#     2001:db8:3::50        2001:db8:3::1     2001:db8:2::1       2001:db8:2::105
#
# Sourced, never run. Needs root and: iproute2, iputils-ping, nftables, ethtool, tcpdump, tshark (editcap with it), openssl, python3, curl.
# Everything is made in namespaces and a scratch folder of its own, and is removed when the script ends, however it ends.

set -euo pipefail

LAB=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
SAMPLES=${SAMPLES:-$(cd "$LAB/.." && pwd)/samples}
TOOLS=$LAB/tools
SIZE_LIMIT=$((200 * 1024))

CLIENT=gatehouse-$$-client
ROUTER=gatehouse-$$-router
SERVER=gatehouse-$$-server
CLIENT_IP=10.0.3.50   SERVER_IP=10.0.2.105   DNS_IP=10.0.2.53   PROXY_IP=10.0.2.108
CLIENT_IP6=2001:db8:3::50   SERVER_IP6=2001:db8:2::105

SCRATCH=
PROGRAM_PIDS=()
TAP_PIDS=()

say()  { printf '%s\n' "$*" >&2; }
fail() { say "lab: $*"; exit 1; }

need() {
    [ "$(id -u)" = 0 ] || fail 'needs root: it makes network namespaces and captures packets'
    local program
    for program in ip nft ethtool ping tcpdump tshark editcap openssl python3 curl "$@"; do
        command -v "$program" >/dev/null || fail "needs $program, which is not installed"
    done
}

# Runs a program in one of the namespaces.
at() { local where=$1; shift; ip netns exec "$where" "$@"; }

knob() { at "$1" sh -c "echo $3 > /proc/sys/net/$2"; }

lab_up() {
    SCRATCH=$(mktemp -d)
    trap lab_down EXIT
    mkdir -p "$SAMPLES"
    local where
    for where in "$CLIENT" "$ROUTER" "$SERVER"; do
        ip netns add "$where"
        # Router solicitations and multicast reports would only be noise; the IPv6 samples switch it on again.
        knob "$where" ipv6/conf/all/disable_ipv6 1
        knob "$where" ipv6/conf/default/disable_ipv6 1
        ip -n "$where" link set lo up
    done
    ip -n "$CLIENT" link add eth0 address 02:00:00:00:03:50 type veth peer name lan0 netns "$ROUTER" address 02:00:00:00:03:01
    ip -n "$SERVER" link add eth0 address 02:00:00:00:02:69 type veth peer name wan0 netns "$ROUTER" address 02:00:00:00:02:01
    link_up "$CLIENT" eth0 10.0.3.50/24
    link_up "$ROUTER" lan0 10.0.3.1/24
    link_up "$ROUTER" wan0 10.0.2.1/24
    link_up "$SERVER" eth0 10.0.2.105/24 10.0.2.53/24 10.0.2.108/24 10.0.2.110/24 10.0.2.111/24 10.0.2.112/24
    ip -n "$CLIENT" route add default via 10.0.3.1
    ip -n "$SERVER" route add default via 10.0.2.1
    knob "$ROUTER" ipv4/ip_forward 1
}

# An interface without offloads, so that a tap shows packets as they would be on a cable, with their checksums.
link_up() {
    local where=$1 name=$2 address; shift 2
    at "$where" ethtool -K "$name" tx off rx off tso off gso off gro off >/dev/null
    for address in "$@"; do ip -n "$where" addr add "$address" dev "$name"; done
    ip -n "$where" link set "$name" up
}

# The name server the client's programs ask.
client_asks() {
    mkdir -p "/etc/netns/$CLIENT"
    printf 'nameserver %s\noptions timeout:1 attempts:2\n' "$1" >"/etc/netns/$CLIENT/resolv.conf"
}

ipv6_up() {
    local where
    for where in "$CLIENT" "$ROUTER" "$SERVER"; do
        knob "$where" ipv6/conf/all/disable_ipv6 0
        knob "$where" ipv6/conf/default/disable_ipv6 0
    done
    ip -n "$CLIENT" addr add 2001:db8:3::50/64 dev eth0 nodad
    ip -n "$ROUTER" addr add 2001:db8:3::1/64 dev lan0 nodad
    ip -n "$ROUTER" addr add 2001:db8:2::1/64 dev wan0 nodad
    ip -n "$SERVER" addr add 2001:db8:2::105/64 dev eth0 nodad
    ip -n "$CLIENT" route add default via 2001:db8:3::1
    ip -n "$SERVER" route add default via 2001:db8:2::1
    knob "$ROUTER" ipv6/conf/all/forwarding 1
    sleep 2 # Multicast reports of the new addresses pass before the first tap starts.
}

lab_down() {
    local pid where
    for pid in "${TAP_PIDS[@]}" "${PROGRAM_PIDS[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait 2>/dev/null || true
    for where in "$CLIENT" "$ROUTER" "$SERVER"; do
        ip netns del "$where" 2>/dev/null || true
        rm -rf "/etc/netns/$where"
    done
    rm -rf "$SCRATCH"
}

# start NAMESPACE PROGRAM… : in the background, until stop_programs; at most two minutes.
start() {
    local where=$1; shift
    ip netns exec "$where" timeout 120 "$@" >>"$SCRATCH/programs.log" 2>&1 </dev/null &
    PROGRAM_PIDS+=($!)
}

# The lab with Gatehouse's own server in it and an endpoint that is enrolled, in $SCRATCH/agent; standard input is what the policy checks. The server's
# log is $SCRATCH/server.log.
gatehouse_up() {
    gatehouse=${GATEHOUSE:-$LAB/../gatehouse}
    "$gatehouse" --version >/dev/null
    lab_up
    { printf 'name: default\nsession: { heartbeatSeconds: 5, missedHeartbeats: 3 }\nchecks:\n'; cat; } >"$SCRATCH/policy.yaml"
    start "$SERVER" sh -c 'exec 2>"$1"; shift; exec "$@"' log "$SCRATCH/server.log" \
        "$gatehouse" server --data "$SCRATCH/server" --listen "$SERVER_IP" --name "$SERVER_IP"
    wait_for "$SERVER" tcp 4343
    administer policy apply "$SCRATCH/policy.yaml"
    administer token create --token-file "$SCRATCH/token"
    at "$CLIENT" "$gatehouse" agent enroll --data "$SCRATCH/agent" --server "$SERVER_IP" --token-file "$SCRATCH/token" >/dev/null
}

administer() { at "$SERVER" "$gatehouse" "$@" --data "$SCRATCH/server" --server "https://$SERVER_IP:4343" >/dev/null; }

# Waits until something listens: wait_for NAMESPACE tcp|udp PORT [ADDRESS]
wait_for() {
    local where=$1 protocol=$2 port=$3 address=${4:-} tries flag=-t
    [ "$protocol" = tcp ] || flag=-u
    for ((tries = 0; tries < 100; tries++)); do
        [ -z "$(at "$where" ss -Hln $flag "sport = :$port${address:+ and src $address}")" ] || return 0
        sleep 0.05
    done
    fail "nothing listens on $protocol port $port: $(tail -3 "$SCRATCH/programs.log")"
}

stop_programs() {
    local pid
    for pid in "${PROGRAM_PIDS[@]}"; do kill "$pid" 2>/dev/null || true; done
    for pid in "${PROGRAM_PIDS[@]}"; do wait "$pid" 2>/dev/null || true; done
    PROGRAM_PIDS=()
}

# A client's part: bounded in time, its failure is often the point.
try() { local seconds=$1 where=$2; shift 2; ip netns exec "$where" timeout "$seconds" "$@" >>"$SCRATCH/programs.log" 2>&1 || true; }

# tap FILE NAMESPACE INTERFACE [tcpdump option…]
tap() {
    local file=$1 where=$2 interface=$3 tries; shift 3
    ip netns exec "$where" timeout 150 tcpdump -Z root -U -n --immediate-mode -i "$interface" -w "$SCRATCH/$file" "$@" 2>"$SCRATCH/$file.tcpdump" &
    TAP_PIDS+=($!)
    for ((tries = 0; tries < 100; tries++)); do
        grep -qs 'listening on' "$SCRATCH/$file.tcpdump" && return 0
        sleep 0.05
    done
    fail "tcpdump did not start: $(cat "$SCRATCH/$file.tcpdump")"
}

stop_taps() {
    local pid
    sleep 0.4
    for pid in "${TAP_PIDS[@]}"; do kill -INT "$pid" 2>/dev/null || true; done
    for pid in "${TAP_PIDS[@]}"; do wait "$pid" 2>/dev/null || true; done
    TAP_PIDS=()
}

# Ends a recording: the taps first, so that the end of the programs is not in it.
end_recording() { stop_taps; stop_programs; router_rules_clear; }

# keep FILE COUNT FILTER [COUNT FILTER]… : the sample is kept only if it shows what it is for: at least COUNT frames for each filter,
# or none at all when COUNT is 0.
keep() {
    local file=$1 found size; shift
    while [ $# -gt 0 ]; do
        found=$(tshark -r "$SCRATCH/$file" -d tcp.port==4343,tls -Y "$2" 2>/dev/null | wc -l)
        if [ "$found" -lt "$1" ] || { [ "$1" = 0 ] && [ "$found" != 0 ]; }; then
            fail "$file: $found frames match '$2', $1 wanted; $(tail -3 "$SCRATCH/programs.log")"
        fi
        shift 2
    done
    size=$(stat -c %s "$SCRATCH/$file")
    [ "$size" -le "$SIZE_LIMIT" ] || fail "$file: $size octets are more than a sample may have"
    install -m 644 "$SCRATCH/$file" "$SAMPLES/$file"
    say "recorded $file ($size octets)"
}

# Rules sit at priority -450: before the kernel's own reassembly (-400), which would otherwise hide a dropped fragment.
router_rule() {
    at "$ROUTER" nft -f - <<RULES
table inet lab {
    chain prerouting { type filter hook prerouting priority -450; }
    chain forward { type filter hook forward priority 0; }
    chain output { type filter hook output priority 0; }
}
RULES
    at "$ROUTER" nft "add rule inet lab $*"
}

router_rules_clear() { at "$ROUTER" nft 'flush ruleset'; }
