using System.Text;
using Gatehouse.Server.Storage;

namespace Gatehouse.Server.Tests.Storage;

public sealed class DeflationTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_023)]
    [InlineData(1_024)]
    [InlineData(100_000)]
    public void Gives_back_what_it_kept(int length)
    {
        byte[] body = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("<Patch>KB4012212</Patch>", (length / 24) + 1))[..length]);

        Assert.Equal(body, Deflation.Inflate(Deflation.Deflate(body)));
    }

    [Fact]
    public void Makes_a_long_body_shorter() => Assert.InRange(Deflation.Deflate(new byte[100_000]).Length, 1, 5_000);

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 7, 1, 2, 3 })]
    [InlineData(new byte[] { 1, 0xFF, 0xFF, 0xFF })]
    public void Says_that_the_database_was_changed_when_a_body_was_not_made_here(byte[] stored)
    {
        StorageException error = Assert.Throws<StorageException>(() => Deflation.Inflate(stored));

        Assert.Contains("changed by another program", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Never_brings_back_more_than_a_body_can_have()
    {
        byte[] bomb = Deflation.Deflate(new byte[Deflation.MaxBody + 1]);

        Assert.Throws<StorageException>(() => Deflation.Inflate(bomb));
    }
}
