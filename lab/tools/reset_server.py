"""Accepts connections, reads what the client says first, and ends them the way MODE says.

usage: reset_server.py ADDRESS PORT MODE

  reset       a RST as soon as the first octets are read; all of them were acknowledged (what http.sys does with an unsuitable hello)
  close       a FIN at the same moment, without a word
  silent      never answers and never closes
  late-reset  completes nothing, answers the first request line with half a response, then a RST
"""

import socket
import struct
import sys
import time


def reset(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def main():
    address, port, mode = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((address, port))
    listener.listen(8)
    held = []
    while True:
        connection, _ = listener.accept()
        connection.recv(65536)
        if mode == "reset":
            reset(connection)
        elif mode == "close":
            connection.close()
        elif mode == "late-reset":
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n" + b"status=" * 100)
            time.sleep(0.3)
            reset(connection)
        else:
            held.append(connection)


if __name__ == "__main__":
    main()
