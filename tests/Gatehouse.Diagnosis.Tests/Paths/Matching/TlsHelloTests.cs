using Gatehouse.Diagnosis.Paths.Matching;

namespace Gatehouse.Diagnosis.Tests.Paths.Matching;

public sealed class TlsHelloTests
{
    /// <summary>Record and handshake header, version, and 32 octets of random.</summary>
    private static readonly byte[] Hello = [22, 3, 1, 1, 0, 1, 0, 0, 252, 3, 3, .. Enumerable.Range(1, 32).Select(value => (byte)value), 0];

    [Fact]
    public void The_random_alone_counts()
    {
        byte[] other = [.. Hello];
        other[2] = 3;
        other[^1] = 32;

        Assert.True(TlsHello.TryDigest(Hello, out ulong one));
        Assert.Equal(one, Digest(other));
        other[30]++;
        Assert.NotEqual(one, Digest(other));
    }

    [Fact]
    public void A_hello_cut_within_its_random_says_nothing() =>
        Assert.All(Enumerable.Range(0, Hello.Length - 1), length => Assert.False(TlsHello.TryDigest(Hello.AsSpan(0, length), out _)));

    [Theory]
    [InlineData(0, 23)]
    [InlineData(1, 2)]
    [InlineData(5, 2)]
    public void Other_records_are_no_hello(int offset, byte value)
    {
        byte[] other = [.. Hello];
        other[offset] = value;

        Assert.False(TlsHello.TryDigest(other, out _));
    }

    private static ulong Digest(byte[] payload)
    {
        Assert.True(TlsHello.TryDigest(payload, out ulong random));
        return random;
    }
}
