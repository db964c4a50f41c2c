"""Opens TLS connections that a packet filter redirects to it: the client gets a certificate of the gateway's own, the server a hello of its own.

usage: tls_gateway.py PORT CERTIFICATE KEY
"""

import selectors
import socket
import ssl
import struct
import sys
import threading

SO_ORIGINAL_DST = 80


def original(connection):
    """Where the client wanted to go, before the filter redirected it."""
    _, port, packed = struct.unpack("!HH4s8x", connection.getsockopt(socket.SOL_IP, SO_ORIGINAL_DST, 16))
    return socket.inet_ntoa(packed), port


def received(secured):
    """What has arrived, record by record; an empty one at the end. Session tickets make a socket readable and bring nothing."""
    secured.setblocking(False)
    try:
        while data := secured.recv(65536):
            yield data
        yield b""
    except ssl.SSLWantReadError:
        pass
    finally:
        secured.setblocking(True)


def relay(one, other):
    selector = selectors.DefaultSelector()
    selector.register(one, selectors.EVENT_READ, other)
    selector.register(other, selectors.EVENT_READ, one)
    while True:
        for key, _ in selector.select():
            for data in received(key.fileobj):
                if not data:
                    return
                key.data.sendall(data)


def serve(connection, inside):
    outside = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    outside.check_hostname = False
    outside.verify_mode = ssl.CERT_NONE
    try:
        with socket.create_connection(original(connection), timeout=4) as raw:
            with outside.wrap_socket(raw, server_hostname="policy.example") as server, inside.wrap_socket(connection, server_side=True) as client:
                relay(client, server)
                client.settimeout(0.5)
                client.unwrap()
    except OSError:
        pass
    finally:
        connection.close()


def main():
    inside = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    inside.load_cert_chain(sys.argv[2], sys.argv[3])
    listener = socket.create_server(("0.0.0.0", int(sys.argv[1])))
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=serve, args=(connection, inside), daemon=True).start()


if __name__ == "__main__":
    main()
