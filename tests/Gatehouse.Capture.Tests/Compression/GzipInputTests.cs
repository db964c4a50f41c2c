using System.IO.Compression;
using Gatehouse.Capture.Compression;
using Gatehouse.Capture.Input;
using Gatehouse.Tests.Common;

namespace Gatehouse.Capture.Tests.Compression;

public sealed class GzipInputTests
{
    private static readonly byte[] Header = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3];

    public static TheoryData<int, int, CompressionLevel> Contents => new()
    {
        { 0, 1, CompressionLevel.Optimal },
        { 1, 1, CompressionLevel.Optimal },
        { 100, 256, CompressionLevel.NoCompression },
        { 70_000, 256, CompressionLevel.NoCompression },
        { 1_000_000, 256, CompressionLevel.Optimal },
        { 1_000_000, 2, CompressionLevel.Fastest },
        { 3_000_000, 40, CompressionLevel.SmallestSize },
        { 3_000_000, 1, CompressionLevel.SmallestSize },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public void Decodes_what_the_platform_encodes(int length, int alphabet, CompressionLevel level)
    {
        byte[] content = Content(length, alphabet);
        byte[] file = Compress(content, level);

        (byte[] decoded, InputFailure? failure, long position) = Decode(file, chunk: 65_536);

        Assert.Null(failure);
        Assert.Equal(content, decoded);
        Assert.Equal(file.Length, position);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    public void Decodes_whatever_the_pieces_the_input_arrives_in(int piece)
    {
        byte[] content = Content(20_000, 20);
        byte[] file = [.. Compress(content[..9000], CompressionLevel.Optimal), .. Compress(content[9000..], CompressionLevel.NoCompression)];

        (byte[] decoded, InputFailure? failure, _) = Decode(file, chunk: 1000, piece);

        Assert.Null(failure);
        Assert.Equal(content, decoded);
    }

    [Fact]
    public void Joins_members_and_ignores_padding_behind_them()
    {
        byte[] file =
        [
            .. Compress([1, 2, 3], CompressionLevel.Optimal), .. Compress([], CompressionLevel.Optimal),
            .. Compress([4, 5], CompressionLevel.NoCompression), 0, 0, 0, 0, 0, 0, 0, 0, 0,
        ];

        (byte[] decoded, InputFailure? failure, _) = Decode(file);

        Assert.Null(failure);
        Assert.Equal([1, 2, 3, 4, 5], decoded);
    }

    [Fact]
    public void Skips_every_optional_field_of_the_header()
    {
        byte[] plain = Compress([1, 2, 3], CompressionLevel.Optimal);
        byte[] file = [0x1F, 0x8B, 8, 0x1E, 0, 0, 0, 0, 0, 3, 4, 0, 9, 9, 9, 9, (byte)'n', 0, (byte)'c', 0, 7, 7, .. plain[10..]];

        (byte[] decoded, InputFailure? failure, _) = Decode(file);

        Assert.Null(failure);
        Assert.Equal([1, 2, 3], decoded);
    }

    [Fact]
    public void Says_that_something_else_follows()
    {
        (byte[] decoded, InputFailure? failure, _) = Decode([.. Compress([1], CompressionLevel.Optimal), 1, 2, 3, 4]);

        Assert.Equal([1], decoded);
        Assert.Equal(CaptureProblemKind.CompressionDamaged, failure?.Kind);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(4)]
    public void A_wrong_check_sum_or_size_costs_no_octet(int fromEnd)
    {
        byte[] content = Content(5000, 30);
        byte[] file = Compress(content, CompressionLevel.Optimal);
        file[^fromEnd] ^= 1;

        (byte[] decoded, InputFailure? failure, _) = Decode(file);

        Assert.Equal(content, decoded);
        Assert.Contains("check sum", failure?.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CompressionLevel.Optimal)]
    [InlineData(CompressionLevel.NoCompression)]
    public void Gives_a_prefix_for_a_cut_at_any_octet(CompressionLevel level)
    {
        byte[] content = Content(1500, 20);
        byte[] file = Compress(content, level);
        int last = -1;
        for (int cut = 3; cut < file.Length; cut++)
        {
            (byte[] decoded, InputFailure? failure, _) = Decode(file[..cut]);

            Assert.Equal(CaptureProblemKind.CompressionDamaged, failure?.Kind);
            Assert.Equal(content[..decoded.Length], decoded);
            Assert.True(decoded.Length >= last);
            last = decoded.Length;
        }

        Assert.Equal(content.Length, last);
    }

    [Theory]
    [InlineData("0700")]
    [InlineData("0105 00FFFF")]
    [InlineData("FD")]
    [InlineData("0302")]
    [InlineData("EDFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF")]
    public void Rejects_deflate_data_that_contradict_the_format(string hex)
    {
        byte[] body = Convert.FromHexString(hex.Replace(" ", string.Empty, StringComparison.Ordinal));
        byte[] file = [.. Header, .. body, .. new byte[20]];

        (byte[] decoded, InputFailure? failure, _) = Decode(file);

        Assert.Empty(decoded);
        Assert.Contains("damaged", failure?.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unassigned_code_at_the_end_of_the_data_yields_nothing()
    {
        (byte[] decoded, InputFailure? failure, _) = Decode([.. Header, .. Convert.FromHexString("05C0810800000000207FEBFF")]);

        Assert.Empty(decoded);
        Assert.Equal(CaptureProblemKind.CompressionDamaged, failure?.Kind);
    }

    [Fact]
    public void A_match_never_reaches_back_into_the_member_before()
    {
        byte[] first = Content(500, 256);
        // Fixed codes: a match of three octets at distance one, before there is any octet.
        byte[] second = [.. Header, 0x03, 0x02, .. new byte[8]];

        (byte[] decoded, InputFailure? failure, _) = Decode([.. Compress(first, CompressionLevel.Optimal), .. second]);

        Assert.Equal(first, decoded);
        Assert.Contains("damaged", failure?.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Survives_mutations()
    {
        foreach (byte[] mutated in Mutations.Of(Compress(Content(300, 30), CompressionLevel.Optimal), 4000, seed: 1952))
        {
            (byte[] decoded, InputFailure? failure, _) = Decode(mutated);
            (byte[] again, InputFailure? second, _) = Decode(mutated);
            Assert.Equal(decoded, again);
            Assert.Equal(failure, second);

            // No symbol of DEFLATE yields more than 258 octets a bit, nor can more come out than a member of that size holds.
            Assert.True(decoded.Length <= mutated.Length * 8 * 258);
        }
    }

    private static byte[] Content(int length, int alphabet)
    {
        Random random = new(length + alphabet);
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++)
        {
            content[i] = (byte)random.Next(alphabet);
        }

        return content;
    }

    private static byte[] Compress(byte[] content, CompressionLevel level)
    {
        using MemoryStream file = new();
        using (GZipStream gzip = new(file, level, leaveOpen: true))
        {
            gzip.Write(content);
        }

        // The platform writes nothing at all for no content.
        return file.Length > 0 ? file.ToArray() : Convert.FromHexString("1F8B08000000000000030300000000000000 0000".Replace(" ", "", StringComparison.Ordinal));
    }

    private static (byte[] Content, InputFailure? Failure, long Position) Decode(byte[] file, int chunk = 8192, int piece = int.MaxValue)
    {
        using GzipInput input = new(new OctetSource(new StreamInput(new PieceStream(file, piece))));
        using MemoryStream content = new();
        byte[] buffer = new byte[chunk];
        int count;
        while ((count = input.Read(buffer)) > 0)
        {
            content.Write(buffer, 0, count);
        }

        return (content.ToArray(), input.Failure, input.Position);
    }
}
