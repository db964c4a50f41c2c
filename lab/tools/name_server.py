"""A DNS server for a handful of names: A records as given, an empty answer to other types, NXDOMAIN for everything else.

usage: name_server.py ADDRESS NAME=IPV4…
"""

import socket
import struct
import sys

HEADER = struct.Struct(">6H")
TYPE_A = 1
TIME_TO_LIVE = 300
QUESTION_POINTER = 0xC00C
ANSWERED, NO_SUCH_NAME = 0x8580, 0x8583


def question(data):
    """The name asked for, its type, and the question's octets as they came."""
    labels, at = [], HEADER.size
    while data[at]:
        labels.append(data[at + 1 : at + 1 + data[at]].decode())
        at += 1 + data[at]
    kind = struct.unpack_from(">H", data, at + 1)[0]
    return ".".join(labels).lower(), kind, data[HEADER.size : at + 5]


def main():
    known = dict(entry.split("=") for entry in sys.argv[2:])
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind((sys.argv[1], 53))
    while True:
        data, peer = server.recvfrom(4096)
        name, kind, asked = question(data)
        answer = b""
        if kind == TYPE_A and name in known:
            answer = struct.pack(">HHHIH", QUESTION_POINTER, TYPE_A, 1, TIME_TO_LIVE, 4) + socket.inet_aton(known[name])
        flags = ANSWERED if name in known else NO_SUCH_NAME
        server.sendto(HEADER.pack(struct.unpack_from(">H", data)[0], flags, 1, bool(answer), 0, 0) + asked + answer, peer)


if __name__ == "__main__":
    main()
