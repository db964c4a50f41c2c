"""Puts VLAN tags into every frame of a little-endian Ethernet pcap file, for kernels without 802.1Q devices.

usage: tag_frames.py IN OUT ETHERTYPE:VLAN…      outermost first, such as 0x88a8:900 0x8100:120
"""

import struct
import sys

FILE_HEADER = 24
RECORD = struct.Struct("<IIII")
ADDRESSES = 12


def main():
    tags = b"".join(struct.pack(">HH", int(kind, 0), int(vlan)) for kind, vlan in (tag.split(":") for tag in sys.argv[3:]))
    with open(sys.argv[1], "rb") as source, open(sys.argv[2], "wb") as target:
        target.write(source.read(FILE_HEADER))
        while header := source.read(RECORD.size):
            seconds, fraction, captured, original = RECORD.unpack(header)
            frame = source.read(captured)
            target.write(RECORD.pack(seconds, fraction, captured + len(tags), original + len(tags)))
            target.write(frame[:ADDRESSES] + tags + frame[ADDRESSES:])


if __name__ == "__main__":
    main()
