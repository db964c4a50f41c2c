"""Answers every HTTP request head with one status, and a TLS hello too, as soon as it is seen not to be text.

usage: answer_http.py ADDRESS PORT 'STATUS REASON' [HEADER]…
"""

import socket
import sys

END_OF_HEAD = b"\r\n\r\n"
LARGEST_HEAD = 65536
TLS_HANDSHAKE = b"\x16"


def main():
    address, port, status = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    body = status.encode() + b"\n"
    head = [f"HTTP/1.1 {status}", *sys.argv[4:], f"Content-Length: {len(body)}", "Connection: close"]
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((address, port))
    listener.listen(8)
    while True:
        connection, _ = listener.accept()
        received = b""
        while END_OF_HEAD not in received and len(received) < LARGEST_HEAD and not received.startswith(TLS_HANDSHAKE):
            if not (more := connection.recv(4096)):
                break
            received += more
        connection.sendall("\r\n".join(head).encode() + END_OF_HEAD + body)
        connection.close()


if __name__ == "__main__":
    main()
