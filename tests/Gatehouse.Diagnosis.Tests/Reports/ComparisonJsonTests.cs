using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Diagnosis.Comparison;
using Gatehouse.Diagnosis.Reports;
using Gatehouse.Diagnosis.Tests.Comparison;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Reports;

public sealed class ComparisonJsonTests
{
    private static readonly JsonElement Schema =
        JsonDocument.Parse(File.ReadAllText(Checkout.PathTo("docs/comparison.schema.json"))).RootElement;

    [Theory]
    [InlineData("story-b-small-report.pcap", "story-b-client.pcap")]
    [InlineData("tls13-healthy.pcap", "tls-intercepted.pcap")]
    [InlineData("tls12-healthy.pcap", "tcp-refused.pcap")]
    [InlineData("tls12-healthy.pcap", "dns-no-answer.pcap")]
    [InlineData("healthy-client.log", "story-b-client.log")]
    [InlineData("tls12-healthy.pcap", "tls12-healthy.pcap")]
    public void Validates_against_the_published_schema(string good, string bad) =>
        Assert.Empty(new SchemaValidator(Schema).Validate(Parse(Compared.Of(good, bad))));

    [Theory]
    [InlineData("verdict.outcome", "\"better\"")]
    [InlineData("verdict.difference", "-1")]
    [InlineData("good.fails", "1")]
    [InlineData("steps", "{}")]
    [InlineData("schema", "\"gatehouse.comparison/2\"")]
    [InlineData("unheardOf", "1")]
    public void The_schema_refuses_what_is_not_a_comparison(string path, string value)
    {
        JsonNode document = JsonNode.Parse(ComparisonJson.Render(Compared.Of("tls12-healthy.pcap", "tls-version-alert.pcap")))!;
        string[] steps = path.Split('.');
        JsonNode parent = steps.Length == 1 ? document : document[steps[0]]!;
        parent[steps[^1]] = JsonNode.Parse(value);

        Assert.NotEmpty(new SchemaValidator(Schema).Validate(JsonSerializer.SerializeToElement(document)));
    }

    [Fact]
    public void Names_and_values_are_those_of_the_documents()
    {
        JsonElement root = Parse(Compared.Of("tls12-healthy.pcap", "tls-version-alert.pcap"));

        Assert.Equal("gatehouse.comparison/1", root.GetProperty("schema").GetString());
        Assert.Equal("explained", root.GetProperty("verdict").GetProperty("outcome").GetString());
        Assert.Equal("tls-version-mismatch", root.GetProperty("bad").GetProperty("faultCode").GetString());
        JsonElement step = root.GetProperty("steps").EnumerateArray().Single(step => step.GetProperty("code").GetString() == "tls.versions");
        Assert.Equal("""{"code":"tls.versions","group":"TLS","title":"versions offered","good":{"text":"TLS 1.2","frames":[4]},"bad":{"text":"TLS 1.1","frames":[4]},"weight":"explaining"}""", JsonSerializer.Serialize(step));
    }

    private static JsonElement Parse(ComparisonReport report) => JsonDocument.Parse(ComparisonJson.Render(report)).RootElement;
}
