"""A security check over UDP in plain XML: packet 1 (request), 2 (policy), 3 (report), 4 (verdict).

usage: security_check.py server ADDRESS [--port 9029] [--reply-port 9019] [--answer 1,3] [--policy-octets 0]
       security_check.py client ADDRESS [--port 9029] [--patches 207] [--pause 0.5] [--spacing 5] [--tries 4] [--dont-fragment]

The datagram's header is this lab's own (the real one is not published): head id (4 octets), packet type (2), exchange id (2), all
big-endian; the XML follows. The field names are those agents in the field use; every value is invented. The client stops after
`--tries` unanswered copies of one packet. The server answers only the packet types in `--answer`; packet 2 is padded to `--policy-octets`.
"""

import argparse
import random
import socket
import struct
import sys
import time

HEADER = struct.Struct(">IHH")
HEAD_ID = 0x000C0DE5
EXCHANGE = 4711
USER = "a.lee@agent.example"
MAC = "02:00:00:00:03:50"
EVENT = "Qx7TgL2p"


def xml(fields):
    return ("<data>" + "".join(f'<i n="{name}">{value}</i>' for name, value in fields) + "</data>").encode()


def request():
    return xml([("userName", USER), ("hwAddr", MAC), ("eventSeqID", EVENT)])


def policy(octets):
    switches = [
        "antiIPchange", "antiAgent", "antiProxy", "antiDualNetcard", "macCheck", "sameMacCheck", "antiMultiOS", "antiMultiip",
        "antiVMWareNATservice", "antiVMWareUSBservice", "iSupVMCheck", "iSetWanControl", "iSetACL", "iSetpingOfflineACL",
    ]
    return xml(
        [("strategyMode", "autoAdapt"), ("userMessage", "")]
        + [(name, "false") for name in switches]
        + [
            ("damProxyIp", "167772777"), ("damProxyPort", "9029"), ("heartBeatInterval", "600"), ("heartBeatOutTimes", "3"),
            ("AVMode", "PluginForbidden"), ("forcedAVs", "ExampleAV"), ("patchCheckMode", "Upcast"),
            ("checkList", "Virus-Engine-Version;Virus-Def-Version;Windows"),
            ("patchLevel", "Critical,isolate;Important,remind;Moderate,monitor;Low,monitor"),
            ("checkGuestAccount", "false"), ("checkIfDepEnabled", "false"), ("eventSeqID", EVENT), ("serverVersion", "lab 1.0"),
        ]
    ).ljust(octets)


def report(patches):
    """With 207 patches (one named twice) the XML has 2,648 octets: above one Ethernet frame, below the 3,000 from which it is compressed."""
    numbers = random.Random(207).sample(range(2_400_000, 5_100_000), max(patches - 1, 1))
    names = [f"KB{number}" for number in sorted(numbers, reverse=True)]
    names = (names + names[-1:])[:patches]
    fields = [
        ("userName", USER), ("hwAddr", MAC), ("dictionaryDigest", ""), ("eventSeqID", EVENT), ("supNetScan", "true"),
        ("checkResult", "Windows|10 Enterprise|0x0409|" + ";".join(names)),
        ("checkResult", "Virus-Engine-Version|6100.2204"), ("checkResult", "Virus-Def-Version|2024-03-11"),
        ("checkResult", "AV-Software|ExampleAV"),
    ] + [(name, "") for name in (
        "AScheckResult", "APcheckResult", "FWcheckResult", "HDcheckResult",
        "blackSoftsInstall", "blackSoftsRun", "whiteSoftsInstall", "whiteSoftsRun")]
    return xml(fields)


def verdict():
    return xml([("result", "0"), ("action", "monitor"), ("userMessage", ""), ("eventSeqID", EVENT)])


def packet(kind, body):
    return HEADER.pack(HEAD_ID, kind, EXCHANGE) + body


def make_socket(address, discovery=0):
    made = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_DGRAM)
    if made.family == socket.AF_INET:
        # IP_MTU_DISCOVER = IP_PMTUDISC_DONT: large datagrams leave in fragments, as they do from agents in the field.
        made.setsockopt(socket.IPPROTO_IP, 10, discovery)
    return made


def serve(options):
    wanted = {int(kind) for kind in options.answer.split(",") if kind}
    listener = make_socket(options.address)
    listener.bind((options.address, options.port))
    replies = listener
    if options.reply_port != options.port:
        replies = make_socket(options.address)
        replies.bind((options.address, options.reply_port))
    while True:
        data, peer = listener.recvfrom(65535)
        kind = HEADER.unpack_from(data)[1] if len(data) >= HEADER.size else 0
        if kind in wanted:
            replies.sendto(packet(2, policy(options.policy_octets)) if kind == 1 else packet(4, verdict()), peer)


def ask(options):
    client = make_socket(options.address, 3 if options.dont_fragment else 0)  # IP_PMTUDISC_PROBE
    client.bind(("::" if client.family == socket.AF_INET6 else "0.0.0.0", 51000))
    client.settimeout(options.spacing)
    for kind, body in ((1, request()), (3, report(options.patches))):
        for _ in range(options.tries):
            client.sendto(packet(kind, body), (options.address, options.port))
            try:
                client.recvfrom(65535)
                break
            except TimeoutError:
                continue
            except ConnectionRefusedError:
                time.sleep(options.spacing)
        else:
            sys.exit(f"packet {kind} ({len(body)} octets of XML) was not answered")
        time.sleep(options.pause)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("role", choices=("server", "client"))
    parser.add_argument("address")
    parser.add_argument("--port", type=int, default=9029)
    parser.add_argument("--reply-port", type=int, default=9019)
    parser.add_argument("--answer", default="1,3")
    parser.add_argument("--policy-octets", type=int, default=0)
    parser.add_argument("--patches", type=int, default=207)
    parser.add_argument("--pause", type=float, default=0.5)
    parser.add_argument("--spacing", type=float, default=5)
    parser.add_argument("--tries", type=int, default=4)
    parser.add_argument("--dont-fragment", action="store_true")
    options = parser.parse_args()
    serve(options) if options.role == "server" else ask(options)


if __name__ == "__main__":
    main()
