using System.Text;
using Gatehouse.Capture.Text;
using Gatehouse.Tests.Common;

namespace Gatehouse.Capture.Tests.Text;

/// <summary>Lists whose line breaks were moved or lost.</summary>
public sealed class FoldedListTests
{
    private const string List = """
            1   0.000000    10.0.3.50 → 10.0.2.105   TCP 74 39890 → 4343 [SYN] Seq=0 Win=64240 Len=0 MSS=1460 SACK_PERM TSval=3760510569 TSecr=0 WS=1024
            2   0.000052   10.0.2.105 → 10.0.3.50    TCP 74 4343 → 39890 [SYN, ACK] Seq=0 Ack=1 Win=65160 Len=0 MSS=1460 SACK_PERM TSval=4 TSecr=3760510569 WS=128
            3   0.000100    10.0.3.50 → 10.0.2.105   TCP 66 39890 → 4343 [ACK] Seq=1 Ack=1 Win=64512 Len=0 TSval=3760510569 TSecr=4
            4   0.000400    10.0.3.50 → 10.0.2.105   TLSv1.2 193 Client Hello
            5   0.000500   10.0.2.105 → 10.0.3.50    DNS 75 Standard query response 0x1234 No such name A a-rather-long-name.policy.example
           16   0.000600   10.0.2.105 → 10.0.3.50    TCP 54 4343 → 39890 [RST, ACK] Seq=1 Ack=128 Win=65160 Len=0

        """;

    public static TheoryData<int, bool, bool, bool> Folds()
    {
        TheoryData<int, bool, bool, bool> folds = [];
        foreach (int width in (int[])[60, 72, 76, 80, 100])
        {
            folds.Add(width, true, false, false);
            folds.Add(width, false, false, false);
            folds.Add(width, false, true, false);
            folds.Add(width, true, false, true);
        }

        return folds;
    }

    [Theory]
    [MemberData(nameof(Folds))]
    public void Folded_lines_are_put_together_again(int width, bool inWords, bool withoutSpaces, bool octets)
    {
        string folded = Fold(List, width, inWords, withoutSpaces, octets);

        AssertSame(List, folded);
        Assert.Contains(PacketTextReader.Read(folded).Notes, note => note.Contains("folded", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_the_program_fold_folds_is_put_together_again(bool inWords)
    {
        string file = Path.GetTempFileName();
        File.WriteAllText(file, List);
        string? folded = ExternalProgram.Run("fold", inWords ? ["-w", "72", file] : ["-s", "-w", "72", file]);
        File.Delete(file);
        Assert.SkipWhen(folded is null, "fold is not installed");

        AssertSame(List, folded);
    }

    [Fact]
    public void Lost_line_breaks_are_found_again()
    {
        AssertSame(List, List.Replace('\n', ' '));
        AssertSame(List, List.ReplaceLineEndings(string.Empty));
    }

    [Fact]
    public void Prose_below_a_list_is_no_part_of_it()
    {
        string text = List.TrimEnd('\n') + "\nThis is what we see, and the rest of the capture looks the same. Please have a look at it as soon as you can.\n";

        AssertSame(List, text);
    }

    [Fact]
    public void A_list_that_cannot_be_put_together_again_says_so()
    {
        string[] lines = Fold(List, 72, inWords: true, withoutSpaces: false, octets: false).Split('\n');
        string broken = string.Join("\n> and then\n", lines);

        PacketText read = PacketTextReader.Read(broken);

        Assert.NotEqual(0, read.Unread);
        Assert.Contains(read.Notes, note => note.Contains("look like packets but could not be read; first: line ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_list_without_any_line_break_that_cannot_be_taken_apart_says_so()
    {
        PacketText read = PacketTextReader.Read(
            "1 0.0 10.0.3.50 → 10.0.2.105 TCP 74 39890 → 4343 [SYN] Seq=0 Len=0#2 0.1 10.0.2.105 → 10.0.3.50 TCP 54 4343 → 39890 [RST, ACK] Seq=1 Len=0");

        Assert.Equal(1, read.Unread);
    }

    [Theory]
    [InlineData("17:58:51.503833 IP 10.0.3.50.39890 > 10.0.2.105.4343: Flags [S], seq 3705009523, win 64240, length 0")]
    [InlineData("9 1.0 client server TLSv1.2 and more")]
    public void Lines_that_look_like_packets_are_counted(string line)
    {
        PacketText read = PacketTextReader.Read($"{List}\n{line}\n\n{line}\n");

        Assert.Equal(2, read.Unread);
        Assert.Contains("2 lines look like packets but could not be read; first: line 8", read.Notes);
    }

    [Theory]
    [InlineData("1 0.0 10.0.3.50 → 10.0.2.105 RADIUS 182 Access-Request id=0")]
    [InlineData("1 0.0 10.0.3.50 → 10.0.2.105 TLSv1.2 182 Client Hello")]
    [InlineData("1 0.0 10.0.3.50 → 10.0.2.105 TCP 74 39890 → 4343 [SY")]
    [InlineData("1 0.0 10.0.3.50 → 10.0.2.105 TCP 74 39890 → 4343 SYN Seq=0 Win=64240 Len=0")]
    [InlineData("Frame 1: 182 bytes on wire\nInternet Protocol Version 4, Src: 10.0.3.50, Dst: 10.0.2.105\nRADIUS Protocol\n    Code: Access-Request (1)")]
    [InlineData("Frame 1: 82 bytes on wire\nDomain Name System (query)\n    a.example: type A, class IN")]
    public void Packets_that_belong_to_no_conversation_are_counted(string text)
    {
        PacketText read = PacketTextReader.Read(text);

        Assert.Single(read.Frames);
        Assert.Equal(1, read.Unread);
        Assert.Contains("1 packet is printed without the ports, flags or addresses that tell its conversation: line 1", read.Notes);
    }

    [Fact]
    public void Nothing_is_counted_of_a_list_that_is_read_whole()
    {
        Assert.Equal(0, PacketTextReader.Read(List).Unread);
        Assert.Equal(0, PacketTextReader.Read(PacketTextSamples.Article).Unread);
    }

    [Fact]
    public void Folding_anywhere_never_throws_and_invents_no_packets()
    {
        for (int width = 1; width < 200; width++)
        {
            foreach (bool inWords in (bool[])[true, false])
            {
                PacketText read = PacketTextReader.Read(Fold(List, width, inWords, withoutSpaces: width % 2 == 0, octets: width % 3 == 0));

                Assert.InRange(read.Frames.Count, 0, 6);
            }
        }
    }

    private static void AssertSame(string list, string other)
    {
        PacketText expected = PacketTextReader.Read(list);
        PacketText read = PacketTextReader.Read(other);
        Assert.Equal(6, expected.Frames.Count);
        Assert.Equal(0, read.Unread);
        Assert.Equal(
            expected.Frames.Select(frame => (frame.Number, frame.Source, frame.Destination, frame.Tcp, frame.Dns?.Code, frame.Tls.Count, frame.Info)),
            read.Frames.Select(frame => (frame.Number, frame.Source, frame.Destination, frame.Tcp, frame.Dns?.Code, frame.Tls.Count, frame.Info)));
    }

    /// <summary>Does what fold does: in words or behind spaces, by characters or octets; the spaces may be lost later.</summary>
    private static string Fold(string text, int width, bool inWords, bool withoutSpaces, bool octets)
    {
        StringBuilder folded = new();
        foreach (string line in text.Split('\n'))
        {
            string rest = line;
            while (Width(rest) > width)
            {
                int cut = rest.Length;
                while (cut > 1 && Width(rest[..cut]) > width)
                {
                    cut--;
                }

                int space = inWords ? -1 : rest.LastIndexOf(' ', cut - 1);
                cut = space > 0 && rest[..space].Trim().Length > 0 ? space + 1 : cut;
                folded.Append(withoutSpaces ? rest[..cut].TrimEnd() : rest[..cut]).Append('\n');
                rest = rest[cut..];
            }

            folded.Append(rest).Append('\n');
        }

        return folded.ToString();

        int Width(string part) => octets ? Encoding.UTF8.GetByteCount(part) : part.Length;
    }
}
