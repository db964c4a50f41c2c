"""Completes a TLS handshake, sends nothing, no alert either, and closes the connection.

usage: silent_client.py ADDRESS PORT 1.2|1.3 NAME
"""

import socket
import ssl
import sys


def main():
    address, port, version, name = sys.argv[1:5]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    only = ssl.TLSVersion.TLSv1_2 if version == "1.2" else ssl.TLSVersion.TLSv1_3
    context.minimum_version = context.maximum_version = only
    with socket.create_connection((address, int(port)), timeout=4) as connection:
        secured = context.wrap_socket(connection, server_hostname=name)
        socket.socket.shutdown(secured, socket.SHUT_WR)
        secured.close()


if __name__ == "__main__":
    main()
