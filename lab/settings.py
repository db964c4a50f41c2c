#!/usr/bin/env python3
"""Writes the settings and zipped cases of samples/: invented servers and agents, the real names and formats.

    lab/settings.py [FOLDER]

Zipped cases take captures from the same folder, so run it after they were recorded. The same captures always give the same bytes.
"""

import sys
import zipfile
from pathlib import Path

KEY = r"HKEY_LOCAL_MACHINE\SOFTWARE\Wow6432Node\TrendMicro\PC-cillinNTCorp\CurrentVersion"
STAMP = (2026, 3, 3, 9, 0, 0)


def ini(adapter, ase, version="12.0.4453", line_end="\r\n"):
    """A server's ini file; None leaves a line out."""
    lines = [
        "; an invented server",
        "[INI_SERVER_SECTION]",
        "Master_DomainName=policy.example",
        "Master_DomainPort=8080",
        "Master_SSLPort=4343",
        "Client_LocalServer_Port=21112",
        f"ProductVersion={version}",
        "",
        "[Global Setting]",
        "EnableRealtimeScan=1",
        *([] if adapter is None else [f"UseSocketHTTPAdapter={adapter}"]),
        *([] if ase is None else [f"ASE={ase}"]),
        "UpdateAgentEnabled=0",
        "",
    ]
    return line_end.join(lines).encode()


def registry(ase, encoding="utf-16"):
    """An agent's registry export, as regedit writes it: UTF-16 with a byte order mark, or REGEDIT4 in a code page."""
    wide = encoding == "utf-16"
    lines = [
        "Windows Registry Editor Version 5.00" if wide else "REGEDIT4",
        "",
        f"[{KEY}]",
        '"Server"="policy.example"',
        '"ServerPort"=dword:00001f90',
        '"ServerSSLPort"=dword:000010f7',
        f'"ASE"=dword:{ase:08x}',
        '"Application Path"="C:\\\\Program Files (x86)\\\\Trend Micro\\\\OfficeScan Client\\\\"',
        '"Domains"=hex(7):70,00,6f,00,6c,00,69,00,63,00,79,00,2e,00,65,00,78,00,61,00,6d,\\' if wide else '"Domains"=hex(7):70,6f,6c,69,63,79,\\',
        "  00,70,00,6c,00,65,00,00,00,00,00" if wide else "  2e,65,78,61,6d,70,6c,65,00,00",
        "",
        f"[{KEY}\\Misc.]",
        '"ProgramVer"="12.0"',
        '"PatternDate"="20260303"',
        "",
    ]
    text = "\r\n".join(lines)
    return b"\xff\xfe" + text.encode("utf-16-le") if wide else text.encode("cp1252")


def archive(path, entries):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as case:
        for name, content in entries:
            case.writestr(zipfile.ZipInfo(name, STAMP), content, zipfile.ZIP_DEFLATED)


def main():
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent / "samples")
    (folder / "ofcscan-https.ini").write_bytes(ini(0, 1))
    (folder / "ofcscan-http.ini").write_bytes(ini(1, 0))
    (folder / "ofcscan-half.ini").write_bytes(ini(1, 1))
    (folder / "ofcscan-apex-one-http.ini").write_bytes(ini(1, 0, "14.0.9601"))
    (folder / "agent-https.reg").write_bytes(registry(1))
    (folder / "agent-http.reg").write_bytes(registry(0, "cp1252"))
    archive(folder / "transport-case.zip", [
        ("server/PCCSRV/ofcscan.ini", ini(0, 1)),
        ("endpoint/agent.reg", registry(0)),
        ("endpoint/trace.pcap", (folder / "http-on-tls-port.pcap").read_bytes()),
    ])
    archive(folder / "story-b-case.zip", [
        (f"{point}.pcap", (folder / f"story-b-{point}.pcap").read_bytes()) for point in ("client", "r1-in", "r1-out", "server")
    ])


if __name__ == "__main__":
    main()
