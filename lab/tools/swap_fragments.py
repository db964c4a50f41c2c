"""Forwards the fragments of IPv4 datagrams in the wrong order, for kernels without netem: of each two the second goes first.

usage: swap_fragments.py INTERFACE      (raw sockets: root; the kernel must be kept from forwarding them itself)
"""

import socket
import struct
import sys

ETHERNET = 14
FRAGMENT = 0x3FFF
OUTGOING = 4


def routed(packet):
    """One hop further; the kernel fills in the checksum."""
    return packet[:8] + bytes([packet[8] - 1]) + packet[9:10] + b"\0\0" + packet[12:]


def main():
    sniffer = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(0x0800))
    sniffer.bind((sys.argv[1], 0))
    sender = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW)
    held = {}
    while True:
        frame, (_, _, kind, *_) = sniffer.recvfrom(65535)
        packet = frame[ETHERNET : ETHERNET + struct.unpack_from(">H", frame, ETHERNET + 2)[0]]
        identification, fragment = struct.unpack_from(">HH", packet, 4)
        if kind == OUTGOING or not fragment & FRAGMENT:
            continue
        target = (socket.inet_ntoa(packet[16:20]), 0)
        if identification not in held:
            held[identification] = packet
            continue
        sender.sendto(routed(packet), target)
        sender.sendto(routed(held.pop(identification)), target)


if __name__ == "__main__":
    main()
