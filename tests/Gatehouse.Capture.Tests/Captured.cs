using Gatehouse.Tests.Common.Captures;

namespace Gatehouse.Capture.Tests;

/// <summary>Reads captures made in memory.</summary>
internal static class Captured
{
    /// <summary>A time with digits in every place down to one nanosecond.</summary>
    public const long Time = 1_525_285_196_533_860_123;

    /// <summary>Everything a reader gives, and what it says of the file.</summary>
    public static (List<ReadFrame> Frames, CaptureReader Reader) Read(byte[] file) => Read(new MemoryStream(file));

    /// <inheritdoc cref="Read(byte[])"/>
    public static (List<ReadFrame> Frames, CaptureReader Reader) Read(Stream stream)
    {
        using CaptureReader reader = CaptureFile.Open(stream, "test");
        List<ReadFrame> frames = [];
        while (reader.TryRead(out Frame frame))
        {
            frames.Add(new ReadFrame(
                frame.Number,
                frame.Time,
                (int)frame.Link,
                frame.Interface,
                frame.OriginalLength,
                Convert.ToHexString(frame.Data)));
        }

        Assert.False(reader.TryRead(out _));
        return (frames, reader);
    }

    /// <summary>Reads on behind the first frame without an object for each.</summary>
    public static void AssertAllocatesNothingPerFrame(byte[] file, int frames)
    {
        using CaptureReader reader = CaptureFile.Open(new MemoryStream(file), "test");
        reader.TryRead(out _);
        long before = GC.GetAllocatedBytesForCurrentThread();
        int read = 1;
        while (reader.TryRead(out _))
        {
            read++;
        }

        // The smallest object is 24 octets; what the runtime allocates once for itself stays far below one a frame.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10 * frames);
        Assert.Equal(frames, read);
    }

    /// <summary>Octets that differ from frame to frame.</summary>
    public static byte[] Payload(int length, int seed)
    {
        byte[] octets = new byte[length];
        new Random(seed).NextBytes(octets);
        return octets;
    }

    /// <summary>A classic capture of three frames, and where each of them ends.</summary>
    public static (byte[] File, int[] Ends) SmallPcap(PcapVariant variant = PcapVariant.Microseconds, bool bigEndian = false)
    {
        PcapFileBuilder builder = CaptureBuilder.Pcap(variant, bigEndian);
        int[] ends = new int[3];
        for (int i = 0; i < ends.Length; i++)
        {
            ends[i] = builder.Frame(Time + i, Payload(20 + (3 * i), i)).Length;
        }

        return (builder.ToArray(), ends);
    }

    /// <summary>A pcapng capture of three frames in each form among other blocks, and where each of them ends.</summary>
    public static (byte[] File, int[] Ends) SmallPcapng(bool bigEndian = false)
    {
        PcapngFileBuilder builder = CaptureBuilder.Pcapng(bigEndian)
            .Interface(1, 0, PcapngOption.Text(2, "eth0"), PcapngOption.Of(9, 9))
            .Block(4, [0, 0, 0, 0]);
        int[] ends =
        [
            builder.Enhanced(0, (ulong)Time, Payload(21, 0), options: PcapngOption.Of(2, 1, 0, 0, 0)).Length,
            builder.Simple(Payload(22, 1)).Length,
            builder.Section(!bigEndian).Interface(113, 0).Obsolete(0, 0, (ulong)(Time / 1000), Payload(23, 2)).Length,
        ];
        return (builder.Statistics(0, 0, PcapngOption.Number(5, 0)).ToArray(), ends);
    }
}
