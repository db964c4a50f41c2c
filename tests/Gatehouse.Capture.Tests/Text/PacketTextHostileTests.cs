using System.Text;
using Gatehouse.Capture.Text;
using Gatehouse.Tests.Common;

namespace Gatehouse.Capture.Tests.Text;

public sealed class PacketTextHostileTests
{
    [Fact]
    public void Survives_truncation_at_every_character()
    {
        string whole = PacketTextSamples.Article;
        int frames = 0;
        for (int length = 0; length <= whole.Length; length++)
        {
            int read = PacketTextReader.Read(whole[..length]).Frames.Count;

            // An address cut short contradicts the list line above, which makes one frame more; a line cut short may make one less.
            Assert.InRange(read, frames - 1, 6);
            frames = Math.Max(frames, read);
        }

        Assert.Equal(5, PacketTextReader.Read(whole).Frames.Count);
    }

    [Fact]
    public void Survives_mutation()
    {
        const string Alphabet = "0123456789abcdef.:,;()[]{}<>→←=-_&# \t\r\n\u0000\u200B\uD800ÿ中Ack=Src: Dst:Frame";
        foreach (string mutated in Mutations.Of(PacketTextSamples.Article, Alphabet, 1000, seed: 20180502, FuzzRuns.LongCount))
        {
            PacketText read = PacketTextReader.Read(mutated);
            Assert.All(read.Frames, frame => Assert.InRange(frame.Line, 1, mutated.Length));

            PacketText again = PacketTextReader.Read(mutated);
            Assert.Equal(read.Frames.Select(frame => frame.ToString()), again.Frames.Select(frame => frame.ToString()));
            Assert.Equal(read.Notes, again.Notes);
        }
    }

    public static TheoryData<string> Monsters =>
        ["one line", "spaces", "digits on lines", "headings", "hellos", "frames", "open brackets", "entities", "arrows", "same number", "suites"];

    [Theory]
    [MemberData(nameof(Monsters))]
    public void Reads_monsters_in_linear_time(string kind)
    {
        int frames = 0;
        double growth = LinearTime.GrowthOf(1024 * 1024, size => Monster(kind, size), text => frames = PacketTextReader.Read(text).Frames.Count);

        Assert.True(LinearTime.IsLinear(growth), $"{kind}: four times the text takes {growth:0.0} times as long");
        Assert.InRange(frames, 0, 200_000);
    }

    [Fact]
    public void Stops_at_the_frame_limit_and_says_so()
    {
        StringBuilder text = new();
        for (int i = 1; i <= 200_003; i++)
        {
            text.Append(i).Append(" 0.5 10.0.0.1 10.0.0.2 UDP 66 1 → 2 Len=8\n");
        }

        PacketText read = PacketTextReader.Read(text.ToString());

        Assert.Equal(200_000, read.Frames.Count);
        Assert.Contains("3 packets beyond the first 200000 were left out", read.Notes);
    }

    [Fact]
    public void Keeps_64_TLS_messages_of_a_packet_and_says_so()
    {
        string labels = string.Join(", ", Enumerable.Repeat("Client Hello", 65));
        string tree = "Transport Layer Security\n" + Repeat("TLSv1.2 Record Layer: Application Data Protocol: x\n", 100 * 51);

        PacketText text = PacketTextReader.Read(
            $"1 0.0 10.0.0.1 10.0.0.2 TLSv1.2 100 {labels}\n2 0.1 10.0.0.1 10.0.0.2 TLSv1.2 100 {labels[14..]}\nFrame 3: 90 bytes on wire\n{tree}");

        Assert.Equal([64, 64, 64], text.Frames.Select(frame => frame.Tls.Count));
        Assert.StartsWith("2 packets name more TLS messages than the 64 kept of one", text.Notes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_for_a_text_of_nothing_but_labels_stays_small()
    {
        string labels = string.Join(", ", Enumerable.Repeat("Client Hello", 1150));
        StringBuilder text = new();
        for (int i = 1; i <= 1_000; i++)
        {
            text.Append(i).Append(' ').Append(i).Append(".0 10.0.0.1 10.0.0.2 TLSv1.2 100 ").Append(labels).Append('\n');
        }

        string whole = text.ToString();
        long before = GC.GetAllocatedBytesForCurrentThread();
        PacketText read = PacketTextReader.Read(whole);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(64_000, read.Frames.Sum(frame => frame.Tls.Count));

        // Usually half of it; a collection at the wrong moment empties pools, whose buffers are then made anew.
        Assert.InRange(allocated, 0, 400_000_000);
    }

    [Fact]
    public void Info_columns_are_kept_up_to_2048_characters()
    {
        string remark = $"[TCP {new string('x', 3_000)}]";

        PacketText read = PacketTextReader.Read($"1 0.5 10.0.0.1 10.0.0.2 TCP 66 {remark} 1 → 2 [SYN] Seq=0\n");

        Assert.Equal(2_048, Assert.Single(read.Frames).Info.Length);
        Assert.Contains("the info columns of 1 packets are too long and were not kept whole", read.Notes);
    }

    private static string Monster(string kind, int size) => kind switch
    {
        "one line" => Repeat("1 0.5 10.0.0.1 10.0.0.2 TCP 66 ", size),
        "spaces" => new string(' ', size) + "Frame 1: 5 bytes on wire",
        "digits on lines" => Repeat("1\n0.5\n10.0.0.1\n", size),
        "headings" => Repeat("Internet Protocol Version 4, Src: a, Dst: b\nTransmission Control Protocol, Src Port: 1, Dst Port: 2\n", size),
        "hellos" => Repeat("Handshake Protocol: Client Hello\n", size, "TLSv1 Record Layer: Handshake Protocol: Client Hello\n"),
        "frames" => Repeat("Frame 1: 1 bytes on wire\n", size),
        "open brackets" => Repeat("[", size / 2, "1 0.5 10.0.0.1 10.0.0.2 TCP 66 1 → 2 ") + Repeat("(", size / 2),
        "entities" => Repeat("&#x3e", size / 2) + Repeat("<a", size / 2),
        "arrows" => Repeat("->\n→ > => --", size),
        "same number" => Repeat("7 0.5 10.0.0.1 10.0.0.2 TCP 66 1 → 2 [SYN] Seq=0\n7 0.5 10.0.0.3 10.0.0.2 TCP 66 1 → 2 [SYN] Seq=0\n", size),
        _ => Repeat("Cipher Suite: X (0x0001)\nExtension: cookie (len=1)\n", size, "TLSv1 Record Layer: Handshake Protocol: Client Hello\nHandshake Protocol: Client Hello\n"),
    };

    private static string Repeat(string part, int size, string start = "") =>
        new StringBuilder(start).Insert(start.Length, part, size / part.Length).ToString();
}
