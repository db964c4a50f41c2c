using Gatehouse.Diagnosis.Sources;

namespace Gatehouse.Diagnosis.Tests.Sources;

public sealed class SourceNamesTests
{
    private readonly SourceNames _names = new();

    [Theory]
    [InlineData("/a/client.pcap.gz", null, "client")]
    [InlineData("/a/client.pcap", "laptop", "laptop")]
    [InlineData("-", null, "stdin")]
    [InlineData("-", "gate", "gate")]
    [InlineData("/a/.pcap", null, "source")]
    public void A_source_is_called_as_the_user_says_or_as_its_file(string path, string? name, string expected) =>
        Assert.Equal(expected, _names.NameOf(new EvidenceInput(path, name)));

    [Fact]
    public void No_two_sources_share_a_name()
    {
        string[] paths = ["/a/x.pcap", "/b/x.pcap", "/c/x-2.pcap", "/d/x.log", "/e/x-2-2.log"];

        Assert.Equal(["x", "x-2", "x-2-2", "x-3", "x-2-2-2"], paths.Select(path => _names.NameOf(new EvidenceInput(path))));
    }
}
