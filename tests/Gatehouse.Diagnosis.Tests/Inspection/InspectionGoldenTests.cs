using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Inspection;

public sealed class InspectionGoldenTests
{
    private const string Update = "GATEHOUSE_UPDATE_GOLDEN";

    public static TheoryData<string, string> Cases() => new()
    {
        { "tls", "story-a-tls11-refused.pcapng" },
        { "tls", "tls-untrusted.pcap" },
        { "tls", "tls13-retry-and-resume.pcap" },
        { "tcp", "tcp-reset-injected-client.pcap" },
        { "tcp", "tcp-zero-window.pcap" },
        { "udp", "story-b-client.pcap" },
        { "fragments", "story-b-ipv6-client.pcap" },
        { "fragments", "ping-fragments-lost-server.pcap" },
        { "icmp", "path-mtu-discovered.pcap" },
        { "ead", "story-b-client.pcap" },
        { "ead", "admission.pcap" },
        { "radius", "radius-eap-tls-healthy.pcap" },
    };

    /// <summary>Run with GATEHOUSE_UPDATE_GOLDEN=1 to write the files anew, and read the difference.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Lists_as_the_golden_file(string kind, string sample)
    {
        string text = string.Concat(Listing.Json(kind, Samples.Path(sample)).Select(line => line + "\n"));
        string file = Checkout.PathTo("tests/Golden/inspect", $"{kind}.{sample}.jsonl");
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(file, text);
        }

        Assert.Equal(File.ReadAllText(file), text);
    }
}
