using System.Buffers.Binary;
using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Tests.Common;
using Gatehouse.Tests.Common.Captures;

namespace Gatehouse.Diagnosis.Tests.Paths;

/// <summary>A sample whose frames a test changes: another clock, other addresses, a VLAN tag, a snap length, copies.</summary>
internal sealed class Recording
{
    private const int ProtocolOffset = 23;
    private const int AddressOffset = 26;
    private const int SequenceOffset = 38;
    private const int FlagsOffset = 47;
    private const byte Tcp = 6;
    private const byte Ack = 0x10;
    private const int PortOffset = 34;
    private const int QuotedPortOffset = 62;

    private readonly IReadOnlyList<RecordedFrame> _frames;

    private Recording(IReadOnlyList<RecordedFrame> frames) => _frames = frames;

    /// <summary>Time of the first frame.</summary>
    public long Start => _frames[0].Time;

    /// <summary>Reads an Ethernet sample.</summary>
    public static Recording Of(string sample)
    {
        List<RecordedFrame> frames = [];
        using CaptureReader reader = CaptureFile.Open(Checkout.PathTo("samples", sample));
        while (reader.TryRead(out Frame frame))
        {
            frames.Add(new RecordedFrame(frame.Time.Nanoseconds, frame.OriginalLength, frame.Data.ToArray()));
        }

        return new Recording(frames);
    }

    /// <summary>Frames made by a test, each at its second.</summary>
    public static Recording Made(IEnumerable<(double Second, byte[] Octets)> frames) =>
        new([.. frames.Select(frame => new RecordedFrame(1_790_000_000_000_000_000 + (long)(frame.Second * 1e9), frame.Octets.Length, frame.Octets))]);

    /// <summary>With a clock that is off by some seconds at the first frame and runs faster by some parts per million.</summary>
    public Recording Clock(double seconds, double driftPpm = 0, long? start = null) => Each(frame => frame with
    {
        Time = frame.Time + (long)(seconds * 1e9) + (long)((frame.Time - (start ?? Start)) * driftPpm * 1e-6),
    });

    /// <summary>With an address and a port replaced, in quoted packets too; checksums are left as they are.</summary>
    public Recording Translate(uint address, uint newAddress, ushort port, ushort newPort) => Each(frame =>
    {
        byte[] octets = [.. frame.Octets];
        for (int i = AddressOffset; i + 4 <= Math.Min(octets.Length, QuotedPortOffset); i++)
        {
            if (BinaryPrimitives.ReadUInt32BigEndian(octets.AsSpan(i)) == address)
            {
                BinaryPrimitives.WriteUInt32BigEndian(octets.AsSpan(i), newAddress);
            }
        }

        foreach (int at in (ReadOnlySpan<int>)[PortOffset, PortOffset + 2, QuotedPortOffset, QuotedPortOffset + 2])
        {
            if (at + 2 <= octets.Length && BinaryPrimitives.ReadUInt16BigEndian(octets.AsSpan(at)) == port)
            {
                BinaryPrimitives.WriteUInt16BigEndian(octets.AsSpan(at), newPort);
            }
        }

        return frame with { Octets = octets };
    });

    /// <summary>With other sequence numbers in TCP over IPv4, as a firewall gives them; checksums are left as they are.</summary>
    /// <param name="client">The client's address.</param>
    /// <param name="toServer">What is added to the client's numbers.</param>
    /// <param name="toClient">What is added to the server's.</param>
    public Recording Renumber(uint client, uint toServer, uint toClient) => Each(frame =>
    {
        byte[] octets = [.. frame.Octets];
        if (octets[ProtocolOffset] == Tcp)
        {
            bool isToServer = BinaryPrimitives.ReadUInt32BigEndian(octets.AsSpan(AddressOffset)) == client;
            Add(SequenceOffset, isToServer ? toServer : toClient);
            if ((octets[FlagsOffset] & Ack) != 0)
            {
                Add(SequenceOffset + 4, isToServer ? toClient : toServer);
            }
        }

        return frame with { Octets = octets };

        void Add(int offset, uint number) =>
            BinaryPrimitives.WriteUInt32BigEndian(octets.AsSpan(offset), BinaryPrimitives.ReadUInt32BigEndian(octets.AsSpan(offset)) + number);
    });

    /// <summary>With an 802.1Q tag in each frame.</summary>
    public Recording Tag() => Each(frame => new RecordedFrame(
        frame.Time, frame.Length + 4, [.. frame.Octets.AsSpan(0, 12), 0x81, 0x00, 0x00, 0x78, .. frame.Octets.AsSpan(12)]));

    /// <summary>With only the first octets of each frame.</summary>
    public Recording Cut(int snapLength) => Each(frame => frame with { Octets = frame.Octets[..Math.Min(snapLength, frame.Octets.Length)] });

    /// <summary>With each frame captured twice.</summary>
    public Recording Twice() => new([.. _frames.SelectMany(frame => new[] { frame, frame with { Time = frame.Time + 1_000 } })]);

    /// <summary>With only the frames that are chosen by their number, from 1.</summary>
    public Recording Only(Func<int, bool> chosen) => new([.. _frames.Where((_, index) => chosen(index + 1))]);

    /// <summary>Writes a pcap with nanoseconds into a folder.</summary>
    public string Save(string folder, string name)
    {
        PcapFileBuilder builder = CaptureBuilder.Pcap(PcapVariant.Nanoseconds);
        foreach (RecordedFrame frame in _frames)
        {
            builder.Frame(frame.Time, frame.Octets, (uint)frame.Length);
        }

        string file = Path.Combine(folder, name + ".pcap");
        File.WriteAllBytes(file, builder.ToArray());
        return file;
    }

    /// <summary>Diagnoses recordings, named and in the order given.</summary>
    public static Report Diagnose(params IReadOnlyList<(string Name, Recording Recording)> points) => Diagnose(points, areNamed: true);

    /// <summary>Diagnoses recordings that only their files name.</summary>
    public static Report DiagnoseBare(params IReadOnlyList<(string Name, Recording Recording)> points) => Diagnose(points, areNamed: false);

    private static Report Diagnose(IReadOnlyList<(string Name, Recording Recording)> points, bool areNamed)
    {
        string folder = Directory.CreateTempSubdirectory("gatehouse-path").FullName;
        try
        {
            return DiagnosisEngine.Run(
                new DiagnosisOptions { Inputs = [.. points.Select(point => new EvidenceInput(point.Recording.Save(folder, point.Name), areNamed ? point.Name : null))] },
                cancellation: TestContext.Current.CancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private Recording Each(Func<RecordedFrame, RecordedFrame> change) => new([.. _frames.Select(change)]);
}
