using System.Buffers;
using Gatehouse.Tests.Common;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Wire.Tests.Tls;

public sealed class CertificateMessageTests
{
    private static readonly byte[][] Certificates = [[1], [2, 2], [3, 3, 3]];
    private static readonly byte[] Body = HelloBuilder.CertificateBody(Certificates);

    [Fact]
    public void Walks_the_chain()
    {
        Assert.Equal(OperationStatus.Done, CertificateMessage.Read(Body, out CertificateChain chain, out _));
        AssertIsWhole(chain);
    }

    [Fact]
    public void Accepts_an_empty_chain()
    {
        Assert.Equal(OperationStatus.Done, CertificateMessage.Read([0, 0, 0], out CertificateChain chain, out _));
        Assert.Equal(0, chain.Count);
    }

    [Fact]
    public void Wants_more_at_every_truncation()
    {
        for (int length = 0; length < Body.Length; length++)
        {
            Assert.Equal(OperationStatus.NeedMoreData, CertificateMessage.Read(Body.AsSpan(0, length), out _, out _));
        }
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 1 }, ParseErrorKind.TrailingData, 3)]
    [InlineData(new byte[] { 0, 0, 4, 0, 0, 2, 1 }, ParseErrorKind.BadLength, 3)]
    [InlineData(new byte[] { 0, 0, 6, 0, 0, 1, 1, 0, 0 }, ParseErrorKind.BadLength, 7)]
    [InlineData(new byte[] { 0, 0, 3, 0, 0, 0 }, ParseErrorKind.BadLength, 3)]
    public void Rejects_lengths_that_disagree(byte[] body, ParseErrorKind kind, int offset)
    {
        Assert.Equal(OperationStatus.InvalidData, CertificateMessage.Read(body, out CertificateChain chain, out ParseError error));
        Assert.Equal(new ParseError(kind, offset), error);
        Assert.Equal(0, chain.Count);
    }

    [Fact]
    public void Rejects_a_chain_longer_than_the_limit()
    {
        byte[][] longest = [.. Enumerable.Repeat(new byte[] { 1 }, CertificateMessage.MaxCertificates)];

        Assert.Equal(OperationStatus.Done, CertificateMessage.Read(HelloBuilder.CertificateBody(longest), out _, out _));
        Assert.Equal(
            OperationStatus.InvalidData,
            CertificateMessage.Read(HelloBuilder.CertificateBody([.. longest, [1]]), out _, out ParseError error));
        Assert.Equal(ParseErrorKind.LimitExceeded, error.Kind);
    }

    [Fact]
    public void Rejects_a_certificate_longer_than_the_limit()
    {
        byte[] body = HelloBuilder.CertificateBody(new byte[CertificateMessage.MaxCertificateLength + 1]);

        Assert.Equal(OperationStatus.InvalidData, CertificateMessage.Read(body, out _, out ParseError error));
        Assert.Equal(new ParseError(ParseErrorKind.LimitExceeded, 3), error);
    }

    [Fact]
    public void Survives_mutations()
    {
        int read = 0;
        foreach (byte[] body in Mutations.Of(Body, count: 20_000, seed: 23))
        {
            if (CertificateMessage.Read(body, out CertificateChain chain, out _) == OperationStatus.Done)
            {
                read++;
                int octets = 0;
                foreach (ReadOnlySpan<byte> der in chain)
                {
                    octets += der.Length;
                }

                Assert.InRange(octets, 0, body.Length);
            }
        }

        Assert.InRange(read, 1000, FuzzRuns.Count(19_999));
    }

    private static void AssertIsWhole(CertificateChain chain)
    {
        Assert.Equal(3, chain.Count);
        int index = 0;
        foreach (ReadOnlySpan<byte> der in chain)
        {
            Assert.Equal(Certificates[index++], der.ToArray());
        }

        Assert.Equal(3, index);
    }
}
