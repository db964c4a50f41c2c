using System.IO.Compression;
using Gatehouse.Capture.Zip;

namespace Gatehouse.Capture.Tests.Zip;

/// <summary>What the directory says of an entry is compared with what comes out.</summary>
public sealed class ZipDamageTests : IDisposable
{
    private const int Sum = 16;
    private const int CompressedLength = 20;
    private const int Length = 24;
    private const int Method = 10;

    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-").FullName;
    private readonly byte[] _text = [.. Enumerable.Range(0, 40_000).SelectMany(number => System.Text.Encoding.ASCII.GetBytes($"{number * 7919 % 40_009} "))];

    [Theory]
    [InlineData(CompressionLevel.Optimal)]
    [InlineData(CompressionLevel.NoCompression)]
    public void An_entry_that_is_as_the_directory_says_has_no_problem(CompressionLevel level)
    {
        EvidenceText text = Read(Archive(_text, level));

        Assert.Empty(text.Problems.All);
        Assert.Equal(_text.Length, text.Content.Length);
    }

    [Theory]
    [InlineData(CompressionLevel.Optimal, Sum, "the check sum of the compressed data is wrong")]
    [InlineData(CompressionLevel.NoCompression, Sum, "the check sum of the compressed data is wrong")]
    [InlineData(CompressionLevel.Optimal, Length, "the length of the compressed data is wrong")]
    public void A_wrong_check_sum_or_length_is_told_and_all_is_read(CompressionLevel level, int at, string what)
    {
        EvidenceText text = Read(Patch(Archive(_text, level), at, value => value + 1));

        CaptureProblem problem = Assert.Single(text.Problems.All);
        Assert.Equal(CaptureProblemKind.CompressionDamaged, problem.Kind);
        Assert.Contains(what, problem.Detail, StringComparison.Ordinal);
        Assert.Equal(_text.Length, text.Content.Length);
    }

    [Theory]
    [InlineData(CompressionLevel.Optimal)]
    [InlineData(CompressionLevel.NoCompression)]
    public void What_a_cut_entry_still_holds_is_read(CompressionLevel level)
    {
        byte[] archive = Archive(_text, level);
        EvidenceText text = Read(level == CompressionLevel.Optimal
            ? Patch(archive, CompressedLength, value => value / 2)
            : Patch(archive, CompressedLength, value => value + 4_000_000));

        CaptureProblem problem = Assert.Single(text.Problems.All);
        Assert.Equal(CaptureProblemKind.CompressionDamaged, problem.Kind);
        Assert.Contains("end early", problem.Detail, StringComparison.Ordinal);
        Assert.True(text.Content.Length > _text.Length / 4);
        Assert.StartsWith("0 7919 ", text.Content, StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_in_the_middle_leaves_what_was_decoded_before()
    {
        byte[] archive = Archive(_text, CompressionLevel.Optimal);
        archive.AsSpan(archive.Length / 2, 200).Fill(0xFF);

        EvidenceText text = Read(archive);

        Assert.Equal(CaptureProblemKind.CompressionDamaged, Assert.Single(text.Problems.All).Kind);
        Assert.True(text.Content.Length > _text.Length / 8);
    }

    [Fact]
    public void A_wrong_check_sum_around_gzip_is_told()
    {
        using MemoryStream zipped = new();
        using (GZipStream gzip = new(zipped, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(_text);
        }

        EvidenceText text = Read(Patch(Archive(zipped.ToArray(), CompressionLevel.NoCompression), Sum, value => value + 1));

        Assert.Contains("check sum", Assert.Single(text.Problems.All).Detail, StringComparison.Ordinal);
        Assert.Equal(_text.Length, text.Content.Length);
    }

    [Fact]
    public void An_entry_that_claims_to_be_empty_is_read_all_the_same()
    {
        EvidenceText text = Read(Patch(Archive(_text, CompressionLevel.Optimal), Length, _ => 0));

        Assert.Equal(_text.Length, text.Content.Length);
        Assert.Equal(CaptureProblemKind.CompressionDamaged, Assert.Single(text.Problems.All).Kind);
    }

    [Theory]
    [InlineData(9, "Deflate64 (method 9)")]
    [InlineData(12, "bzip2 (method 12)")]
    [InlineData(14, "LZMA (method 14)")]
    [InlineData(93, "Zstandard (method 93)")]
    [InlineData(77, "a method that is not known (method 77)")]
    public void A_way_of_compression_that_is_not_read_is_named_with_the_file_and_what_to_do(int method, string name)
    {
        byte[] archive = Patch(Archive(_text, CompressionLevel.Optimal), Method, value => (value & ~0xFFFF) | method);

        string message = Assert.Throws<CaptureException>(() => Read(archive)).Message;

        Assert.Contains($"/a.txt is compressed by {name}", message, StringComparison.Ordinal);
        Assert.Contains("pack it again with DEFLATE", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static byte[] Archive(byte[] content, CompressionLevel level)
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = archive.CreateEntry("a.txt", level).Open();
            entry.Write(content);
        }

        return stream.ToArray();
    }

    /// <summary>Changes a number in the directory's only entry.</summary>
    private static byte[] Patch(byte[] archive, int at, Func<int, int> change)
    {
        Span<byte> number = archive.AsSpan(archive.AsSpan().LastIndexOf("PK\u0001\u0002"u8) + at, sizeof(int));
        BitConverter.TryWriteBytes(number, change(BitConverter.ToInt32(number)));
        return archive;
    }

    private EvidenceText Read(byte[] archive)
    {
        string path = Path.Combine(_folder, "case.zip");
        File.WriteAllBytes(path, archive);
        using ZipFolder folder = ZipFolder.Open(path);
        using EvidenceFile file = folder.OpenFile(Assert.Single(folder.Items));
        return file.ReadText();
    }
}
