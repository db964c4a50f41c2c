#!/bin/sh
# usage: path-up.sh PREFIX
#
# Makes four network namespaces in a row, joined by veth pairs; the tests of tests/Gatehouse.Lab.Tests record along them.
#
#   PREFIX-client 10.0.3.50 ── lan 10.0.3.1 [PREFIX-r1] 10.0.12.1 wan ── lan 10.0.12.2 [PREFIX-r2] 10.0.2.1 wan ── PREFIX-server 10.0.2.105
#     2001:db8:3::50         2001:db8:3::1       2001:db8:12::1       2001:db8:12::2        2001:db8:2::1      2001:db8:2::105
#
# The hardware address of the end nearer to the client ends in 01, of the other in 02. Needs root, iproute2 and ethtool.
set -eu

for host in client r1 r2 server; do
    ip netns add "$1-$host"
    ip -n "$1-$host" link set lo up
    ip netns exec "$1-$host" sh -c 'cd /proc/sys/net
        for to in ipv4/ip_forward ipv6/conf/all/forwarding; do echo 1 >$to; done
        for to in all default; do
            echo 0 >ipv6/conf/$to/accept_dad
            echo 0 >ipv6/conf/$to/router_solicitations
            echo 0 >ipv4/conf/$to/rp_filter
        done'
done

# up HOST INTERFACE ADDRESS…
up() {
    ip netns exec "$1" ethtool -K "$2" tx off rx off tso off gso off gro off >/dev/null
    host=$1 interface=$2
    shift 2
    for address; do ip -n "$host" addr add "$address" dev "$interface"; done
    ip -n "$host" link set "$interface" up
}

ip -n "$1-client" link add eth0 address 02:00:00:00:01:01 type veth peer name lan netns "$1-r1" address 02:00:00:00:01:02
ip -n "$1-r1" link add wan address 02:00:00:00:02:01 type veth peer name lan netns "$1-r2" address 02:00:00:00:02:02
ip -n "$1-r2" link add wan address 02:00:00:00:03:01 type veth peer name eth0 netns "$1-server" address 02:00:00:00:03:02
up "$1-client" eth0 10.0.3.50/24 2001:db8:3::50/64
up "$1-r1" lan 10.0.3.1/24 2001:db8:3::1/64
up "$1-r1" wan 10.0.12.1/24 2001:db8:12::1/64
up "$1-r2" lan 10.0.12.2/24 2001:db8:12::2/64
up "$1-r2" wan 10.0.2.1/24 2001:db8:2::1/64
up "$1-server" eth0 10.0.2.105/24 10.0.2.106/24 2001:db8:2::105/64
ip -n "$1-client" route add default via 10.0.3.1
ip -n "$1-client" route add default via 2001:db8:3::1
ip -n "$1-r1" route add default via 10.0.12.2
ip -n "$1-r1" route add default via 2001:db8:12::2
ip -n "$1-r2" route add default via 10.0.12.1
ip -n "$1-r2" route add default via 2001:db8:12::1
ip -n "$1-server" route add default via 10.0.2.1
ip -n "$1-server" route add default via 2001:db8:2::1
