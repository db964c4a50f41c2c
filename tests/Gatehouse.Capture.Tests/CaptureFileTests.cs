using System.IO.Compression;
using Gatehouse.Tests.Common.Captures;

namespace Gatehouse.Capture.Tests;

public sealed class CaptureFileTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(13)]
    [InlineData(int.MaxValue)]
    public void Reads_captures_from_a_pipe_in_pieces_of_any_size(int piece)
    {
        foreach (byte[] file in new[] { Captured.SmallPcap().File, Captured.SmallPcapng().File })
        {
            (List<ReadFrame> expected, _) = Captured.Read(file);

            (List<ReadFrame> plain, _) = Captured.Read(new PieceStream(file, piece));
            (List<ReadFrame> compressed, CaptureReader reader) = Captured.Read(new PieceStream(Gzip(file), piece));

            Assert.Equal(expected, plain);
            Assert.Equal(expected, compressed);
            Assert.Empty(reader.Problems.All);
        }
    }

    [Fact]
    public void Position_counts_compressed_octets()
    {
        byte[] file = Gzip(CaptureBuilder.Pcap().Frame(0, new byte[100_000]).ToArray());

        (_, CaptureReader reader) = Captured.Read(file);

        Assert.Equal(file.Length, reader.Position);
    }

    [Fact]
    public void Reads_frames_larger_than_the_buffer_and_across_its_end()
    {
        PcapFileBuilder builder = new(PcapVariant.Nanoseconds, false, 1, snapLength: 0);
        PcapngFileBuilder blocks = CaptureBuilder.Pcapng().Interface(1, 0, PcapngOption.Of(9, 9));
        List<ReadFrame> expected = [];
        for (int i = 0; i < 200; i++)
        {
            byte[] payload = Captured.Payload(i % 50 == 7 ? 3_000_000 : 10 * i, i);
            builder.Frame(i, payload);
            blocks.Enhanced(0, (ulong)i, payload);
            expected.Add(new ReadFrame(i + 1, new Timestamp(i), 1, 0, payload.Length, Convert.ToHexString(payload)));
        }

        Assert.Equal(expected, Captured.Read(builder.ToArray()).Frames);
        Assert.Equal(expected, Captured.Read(blocks.ToArray()).Frames);
    }

    [Fact]
    public void Gives_the_frames_before_the_damage_of_a_compressed_capture()
    {
        (byte[] file, int[] ends) = Captured.SmallPcap();
        (List<ReadFrame> whole, _) = Captured.Read(file);
        byte[] compressed = Gzip(file, CompressionLevel.NoCompression);
        int header = compressed.Length - file.Length - 8;
        for (int cut = header + 4; cut < compressed.Length; cut++)
        {
            (List<ReadFrame> frames, CaptureReader reader) = Captured.Read(compressed[..cut]);

            Assert.Equal(whole.Take(ends.Count(end => end <= cut - header)), frames);
            Assert.Equal([CaptureProblemKind.CompressionDamaged], reader.Problems.All.Select(problem => problem.Kind));
        }
    }

    [Fact]
    public void A_failing_medium_ends_the_capture_and_is_told()
    {
        byte[] file = Captured.SmallPcap().File;

        (List<ReadFrame> frames, CaptureReader reader) = Captured.Read(new FailingStream(file));

        Assert.Equal(3, frames.Count);
        Assert.Contains("the medium failed", Assert.Single(reader.Problems.All).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Opens_files_whatever_they_are_called()
    {
        string path = Path.Combine(Path.GetTempPath(), $"gatehouse-{Guid.NewGuid():N}.txt");
        File.WriteAllBytes(path, Captured.SmallPcapng().File);
        try
        {
            using CaptureReader reader = CaptureFile.Open(path);
            Assert.Equal("pcapng", reader.Kind);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Says_that_a_folder_is_a_folder() => AssertRefused(() => CaptureFile.Open(Path.GetTempPath()), "is a folder; name a file in it");

    [Fact]
    public void Says_that_a_file_is_missing()
    {
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));

        AssertRefused(() => CaptureFile.Open(path), $"{path} does not exist; check the path");
        AssertRefused(() => CaptureFile.Open(Path.Combine(path, "below")), "does not exist; check the path");
        AssertRefused(() => CaptureFile.Open(string.Empty), "check the path");
    }

    [Fact]
    public void Says_that_a_file_may_not_be_read()
    {
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
        File.WriteAllBytes(path, [1]);
        try
        {
            if (!OperatingSystem.IsWindows() && !Environment.IsPrivilegedProcess)
            {
                File.SetUnixFileMode(path, UnixFileMode.None);
                AssertRefused(() => CaptureFile.Open(path), "may not be read by this user");
            }
            else
            {
                Assert.Skip("this user may read every file");
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("1F8B08", "nothing can be read")]
    [InlineData("D4C3B2", "it is text")]
    [InlineData("504B0304140000000800", "zip archive")]
    [InlineData("4D5343460000000010", "Windows cabinet")]
    [InlineData("4E6F2E20202054696D650A", "it is text")]
    [InlineData("474D425500010203", "Network Monitor")]
    [InlineData("736E6F6F7000000000000002", "snoop")]
    [InlineData("5843500030303200", "NetXRay")]
    [InlineData("5452534E4946462064617461", "text")]
    [InlineData("28B52FFD00", "zstd")]
    [InlineData("FD377A585A00", "xz")]
    [InlineData("7E454C4602010100000000", "7E454C4602010100")]
    public void Says_what_something_else_looks_like(string hex, string expected) =>
        AssertRefused(() => CaptureFile.Open(new MemoryStream(Convert.FromHexString(hex)), "evidence"), expected);

    [Fact]
    public void Says_what_is_inside_gzip()
    {
        AssertRefused(() => CaptureFile.Open(new MemoryStream(Gzip(Gzip([1]))), "evidence"), "compressed twice");
        AssertRefused(() => CaptureFile.Open(new MemoryStream(Gzip("No. Time"u8.ToArray())), "evidence"), "it is text");
    }

    private static void AssertRefused(Func<CaptureReader> open, string expected)
    {
        CaptureException error = Assert.Throws<CaptureException>(open);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    private static byte[] Gzip(byte[] content, CompressionLevel level = CompressionLevel.Optimal)
    {
        using MemoryStream file = new();
        using (GZipStream gzip = new(file, level))
        {
            gzip.Write(content);
        }

        return file.ToArray();
    }
}
