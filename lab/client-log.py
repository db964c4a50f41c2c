#!/usr/bin/env python3
"""Writes the client logs of samples/: invented endpoints, servers and patches, the real format.

    lab/client-log.py story-b  > samples/story-b-client.log
    lab/client-log.py healthy  > samples/healthy-client.log

The same argument always gives the same bytes.
"""

import sys

SERVER = "192.0.2.40"  # documentation addresses, RFC 5737
PROXY_IP = (192 << 24) | (0 << 16) | (2 << 8) | 40


def patches(count, repeat=None):
    """Invented patch names from a fixed linear congruence; `repeat` names one of them twice."""
    names, number = [], 9000001
    while len(names) < count - (1 if repeat is not None else 0):
        names.append(f"KB{number}")
        number += 37 + number % 911
    if repeat is not None:
        names.insert(repeat + 1, names[repeat])
    return names


def document(items):
    """One line of XML; a value of None is written as a self-closed item."""
    body = "".join(f'<i n="{n}"/>' if v is None else f'<i n="{n}">{v}</i>' for n, v in items)
    return f"<data>{body}</data>"


def request(user, mac, event):
    return [("userName", user), ("hwAddr", mac), ("eventSeqID", event)]


def policy(event):
    false = "false"
    return [
        ("strategyMode", "autoAdapt"), ("userMessage", None), ("antiIPchange", false), ("antiAgent", false),
        ("antiProxy", "true"), ("antiDualNetcard", "true"), ("ipSetMode", "unlimit"), ("macCheck", false),
        ("sameMacCheck", false), ("antiMultiOS", false), ("antiMultiip", false), ("antiVMWareNATservice", false),
        ("antiVMWareUSBservice", false), ("iSupVMCheck", false), ("iSetWanControl", false), ("iSetACL", "true"),
        ("iSetpingOfflineACL", false), ("iSetPingOfflineMon", false), ("damProxyIp", PROXY_IP), ("damProxyPort", 9029),
        ("heartBeatInterval", 720), ("heartBeatOutTimes", 3), ("forceChangePassword", 2), ("AVMode", "PluginForbidden"),
        ("forcedAVs", "ExampleAV"), ("AVConfigNames", "ExampleAV;ExampleAV Endpoint"), ("patchCheckMode", "Upcast"),
        ("checkList", "Virus-Engine-Version;Virus-Def-Version;Windows"), ("ifMonitorPwdforAllUser", false),
        ("ifMonitorPwdOnlydic", false), ("checkWeakPwdMoment", "afterCheck"),
        ("patchLevel", "Critical,isolate;Important,remind;Moderate,monitor;Low,monitor"), ("checkGuestAccount", false),
        ("checkIfDepEnabled", false), ("eventSeqID", event), ("serverVersion", "ExamplePolicyServer 7.3"),
    ]


def report(user, mac, event, names):
    return [
        ("userName", user), ("hwAddr", mac), ("dictionaryDigest", ""), ("eventSeqID", event), ("supNetScan", "true"),
        ("checkResult", "Windows|10 Enterprise|0x0409|" + ";".join(names)),
        ("checkResult", "Virus-Engine-Version|6100.2201"), ("checkResult", "Virus-Def-Version|2026-03-02"),
        ("checkResult", "AV-Software|ExampleAV"), ("AScheckResult", ""), ("APcheckResult", ""), ("FWcheckResult", ""),
        ("HDcheckResult", ""), ("blackSoftsInstall", ""), ("blackSoftsRun", ""), ("whiteSoftsInstall", ""), ("whiteSoftsRun", ""),
    ]


def verdict(event):
    return [("userMessage", None), ("secResult", "pass"), ("eventSeqID", event), ("heartBeatInterval", 720)]


class Log:
    """Entries at seconds after 09:00:00 on one invented day."""

    def __init__(self):
        self.lines = []

    def add(self, second, level, thread, text):
        clock = f"{9 + second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
        self.lines.append(f"[2026-03-03 {clock}] [{level}] [{thread}] {text}")

    def send(self, second, thread, packet, items, state):
        self.add(second, "DtlCmn", thread, f"SecPkt secPushInner: out-pkt [{packet}] {document(items)}")
        self.add(second, "DtlCmn", thread, f"SecPkt secPushInner: the state send before is {state}")

    def receive(self, second, packet, identifier, head, size, items):
        self.add(second, "Dbg", "1f04", f"SecPkt secRcvThrd: [{SERVER} : 9019] sent me {size} bytes.")
        self.add(second, "Dbg", "1f04", f"SecPkt secDataProc: The head id is {head}")
        self.add(second, "Dbg", "1f04", f"SecPkt secDataProc: The type is {packet}")
        self.add(second, "Dbg", "1f04", f"SecPkt secDataProc: The id is {identifier}")
        self.add(second, "DtlCmn", "1f04", f"SecPkt sndSecMsg: transfer [{packet}] [{identifier}] {document(items)}")


def story_b():
    """207 patches, one of them twice: above one packet, below compression. Sent four times, never answered."""
    user, mac, event = "jdoe@branch", "02:00:5e:10:20:30", "Ga7eh0us"
    log = Log()
    log.send(12, "0e58", 1, request(user, mac, event), 3)
    log.receive(12, 2, 30417, "c41d2", 583, policy(event))
    items = report(user, mac, event, patches(207, repeat=118))
    for second in (31, 36, 41, 46):
        log.send(second, "0a3c", 3, items, 11)
    log.add(51, "Warn", "12b0", "SecPkt pushSecRslt(3) returned 4.")
    log.add(51, "Warn", "12b0", "SecUI notify: \"Security check failed, no response from the policy server. About to be forced offline.\"")
    return log


def healthy():
    """12 patches: the report fits one packet, and the verdict follows."""
    user, mac, event = "asmith@branch", "02:00:5e:10:20:31", "0pen5esa"
    log = Log()
    log.send(5, "0e58", 1, request(user, mac, event), 3)
    log.receive(5, 2, 30502, "c4207", 583, policy(event))
    log.send(19, "0a3c", 3, report(user, mac, event, patches(12)), 11)
    log.receive(20, 4, 30503, "c4208", 158, verdict(event))
    return log


def main():
    samples = {"story-b": story_b, "healthy": healthy}
    if len(sys.argv) != 2 or sys.argv[1] not in samples:
        sys.exit(f"usage: {sys.argv[0]} {'|'.join(samples)}")
    sys.stdout.write("\n".join(samples[sys.argv[1]]().lines) + "\n")


if __name__ == "__main__":
    main()
