using System.Buffers.Binary;
using Gatehouse.Diagnosis.Comparison;
using Gatehouse.Diagnosis.Tests.Inspection;
using Gatehouse.Diagnosis.Tests.Sources;

namespace Gatehouse.Diagnosis.Tests.Comparison;

/// <summary>One capture that holds both endpoints.</summary>
public sealed class TwoEndpointsTests
{
    private const int FileHeader = 24;

    private static readonly byte[] Client = [10, 0, 3, 50];

    [Fact]
    public void Endpoints_are_told_apart_within_one_capture()
    {
        using TemporaryFolder folder = new();
        string both = folder.Write("both.pcap", Merge("tls12-healthy.pcap", "tls-version-alert.pcap"));

        ComparisonReport report = Compared.Of(both, both, goodEndpoint: "10.0.3.50", badEndpoint: "10.0.3.51");

        Assert.StartsWith("10.0.3.50:", report.Good.Conversation!.Client, StringComparison.Ordinal);
        Assert.StartsWith("10.0.3.51:", report.Bad.Conversation!.Client, StringComparison.Ordinal);
        Assert.Equal(ComparisonOutcome.Explained, report.Verdict.Outcome);
        Assert.Equal("tls.versions", report.Differences[0].Step);
    }

    [Fact]
    public void Without_endpoints_the_connection_that_works_is_taken_for_good()
    {
        using TemporaryFolder folder = new();
        string both = folder.Write("both.pcap", Merge("tls12-healthy.pcap", "tls-version-alert.pcap"));

        ComparisonReport report = Compared.Of(both, both);

        Assert.True(report.Good.Succeeds);
        Assert.Equal(ComparisonOutcome.Explained, report.Verdict.Outcome);
    }

    /// <summary>The records of two captures in one, the client of the second moved to the next address.</summary>
    private static byte[] Merge(string first, string second)
    {
        byte[] one = File.ReadAllBytes(Samples.Path(first));
        byte[] two = File.ReadAllBytes(Samples.Path(second));
        Assert.Equal(one[..4], two[..4]);
        Assert.Equal(0xA1B2C3D4, BinaryPrimitives.ReadUInt32LittleEndian(one));
        for (int at = FileHeader; (at = two.AsSpan(at).IndexOf(Client) is >= 0 and int found ? at + found : two.Length) < two.Length; at += Client.Length)
        {
            two[at + Client.Length - 1]++;
        }

        return [.. one, .. two.AsSpan(FileHeader)];
    }
}
