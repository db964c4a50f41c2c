"""Accepts connections with a small receive buffer and never reads.

usage: deaf_server.py ADDRESS PORT
"""

import socket
import sys


def main():
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    listener.bind((sys.argv[1], int(sys.argv[2])))
    listener.listen(4)
    held = []
    while True:
        held.append(listener.accept())


if __name__ == "__main__":
    main()
