using System.IO.Compression;
using Gatehouse.Capture;
using Gatehouse.Diagnosis.Reports;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Inspection;

/// <summary>
/// Damaged samples through everything there is, from the file to the JSON: nothing but <see cref="CaptureException"/> is
/// ever thrown, and the same input gives the same output. A long run tries a million damaged inputs of each format, and
/// cuts every sample of up to 20 KB at every octet.
/// </summary>
public sealed class HostileInputTests : IDisposable
{
    private const int MutationsPerFormat = 20_000;
    private const int ShortRun = 40;
    private const int SmallSample = 20 * 1024;
    private const int StrideInShortRun = 97;
    private const int LookTwiceEvery = 16;

    private const int PcapHeaderLength = 24;
    private const int PcapRecordHeaderLength = 16;

    private static readonly string[] PcapSamples =
    [
        "story-b-client.pcap", "story-b-ipv6-server.pcap", "tls12-healthy.pcap", "tls13-retry-and-resume.pcap", "radius-eap-tls-healthy.pcap",
        "path-mtu-discovered.pcap", "ping-fragments-lost-server.pcap", "dns-wrong-address.pcap", "http-403.pcap", "tls12-any.pcap",
    ];

    private readonly string _file = Path.Combine(
        Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"gatehouse-{Guid.NewGuid():n}");

    private int _looks;

    public static TheoryData<string> Formats() => ["pcap", "pcapng", "gzip", "text"];

    public static TheoryData<string> Captures() => [.. Samples.Captures];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Survives_damage(string format)
    {
        byte[][] samples = [.. Good(format)];
        int each = MutationsPerFormat / (FuzzRuns.AreLong ? 1 : ShortRun) / samples.Length;
        for (int i = 0; i < samples.Length; i++)
        {
            foreach (byte[] damaged in Mutations.Of(samples[i], each, seed: i))
            {
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
                Look(damaged);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Captures))]
    public void Survives_being_cut(string sample)
    {
        byte[] whole = File.ReadAllBytes(Samples.Path(sample));
        foreach (int length in whole.Length <= SmallSample ? EveryLength(whole) : AroundRecords(whole))
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            Look(whole[..length]);
        }
    }

    public void Dispose() => File.Delete(_file);

    private static IEnumerable<int> EveryLength(byte[] whole)
    {
        for (int length = whole.Length - 1; length >= 0; length -= FuzzRuns.AreLong ? 1 : StrideInShortRun)
        {
            yield return length;
        }
    }

    /// <summary>Lengths one before, at and one behind the ends of records; of a pcapng, of blocks.</summary>
    private static IEnumerable<int> AroundRecords(byte[] whole)
    {
        bool isPcapng = whole[0] == 0x0A;
        int at = isPcapng ? 0 : PcapHeaderLength;
        for (int record = 0; at + PcapRecordHeaderLength <= whole.Length; record++)
        {
            if (FuzzRuns.AreLong || record % 16 == 0)
            {
                for (int length = Math.Max(0, at - 1); length <= at + 1; length++)
                {
                    yield return length;
                }
            }

            at += isPcapng ? BitConverter.ToInt32(whole, at + 4) : PcapRecordHeaderLength + BitConverter.ToInt32(whole, at + 8);
        }
    }

    private static IEnumerable<byte[]> Good(string format) => format switch
    {
        "pcap" => PcapSamples.Select(sample => File.ReadAllBytes(Samples.Path(sample))),
        "pcapng" => [File.ReadAllBytes(Samples.Path("story-a-tls11-refused.pcapng"))],
        "gzip" => PcapSamples[..4].Select(sample => Compressed(File.ReadAllBytes(Samples.Path(sample)))),
        _ =>
        [
            File.ReadAllBytes(Checkout.PathTo("docs/cases/a-agent-offline-after-https.md")),
            File.ReadAllBytes(Samples.Path("story-b-client.log")),
        ],
    };

    private static byte[] Compressed(byte[] plain)
    {
        using MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(plain);
        }

        return compressed.ToArray();
    }

    /// <summary>One kind of inspection after the other takes its turn; diagnosis looks at everything.</summary>
    private void Look(byte[] octets)
    {
        File.WriteAllBytes(_file, octets);
        string kind = Listing.Kinds[_looks % Listing.Kinds.Count];
        string listed = Answer(() => string.Join('\n', Listing.Json(kind, _file)));
        string diagnosed = Answer(Diagnose);
        if (_looks++ % LookTwiceEvery == 0)
        {
            Assert.Equal(listed, Answer(() => string.Join('\n', Listing.Json(kind, _file))));
            Assert.Equal(diagnosed, Answer(Diagnose));
        }
    }

    private string Diagnose() => JsonReport.Render(DiagnosisEngine.Run(
        new DiagnosisOptions { Inputs = [new EvidenceInput(_file, "sample")] }, cancellation: TestContext.Current.CancellationToken));

    private static string Answer(Func<string> ask)
    {
        try
        {
            return ask();
        }
        catch (CaptureException refusal)
        {
            return refusal.Message;
        }
    }
}
