using System.IO.Compression;
using System.Text;
using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Sources;

/// <summary>Zip archives are read as folders are.</summary>
public sealed class ZippedCaseTests : IDisposable
{
    private static readonly string[] Points = ["client", "r1-in", "r1-out", "server"];

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Captures_in_an_archive_are_compared_as_those_of_a_folder()
    {
        foreach (string point in Points)
        {
            _folder.Write($"plain/{point}.pcap", Sample($"story-b-{point}.pcap"));
        }

        Report plain = Run(Path.Combine(_folder.Root, "plain"));
        Report zipped = Run(Zip("case.zip", [.. Points.Select(point => ($"{point}.pcap", Sample($"story-b-{point}.pcap")))]));

        Assert.Equal((plain.Verdict.Code, plain.Verdict.Confidence, plain.Verdict.Where), (zipped.Verdict.Code, zipped.Verdict.Confidence, zipped.Verdict.Where));
        Assert.Equal(plain.Path, zipped.Path);
        Assert.Equal(4, zipped.Path.Count);
    }

    [Fact]
    public void Entries_are_named_by_archive_and_path()
    {
        string path = Zip("case.zip", ("a/b/client.pcap", Sample("tls12-healthy.pcap")), ("c\\note.txt", "Dear diary"u8.ToArray()), ("empty.pcap", []));

        Report report = Run(path);

        SourceSummary source = Assert.Single(report.Sources);
        Assert.Equal(("client", $"{path}/a/b/client.pcap"), (source.Name, source.File));
        Assert.Equal(2, report.Skipped.Count);
        Assert.Contains(report.Skipped, why => why.StartsWith($"{path}/c/note.txt is text", StringComparison.Ordinal));
        Assert.Contains($"{path}/empty.pcap is empty", report.Skipped);
    }

    [Fact]
    public void A_path_through_an_archive_names_one_file_of_it()
    {
        string inner = Zip("inner.zip", ("server.pcap", Sample("story-b-server.pcap")));
        string path = Zip("case.zip", ("x/client.pcap", Sample("story-b-client.pcap")), ("inner.zip", File.ReadAllBytes(inner)));

        Report report = DiagnosisEngine.Run(
            new DiagnosisOptions { Inputs = [new EvidenceInput($"{path}/x/client.pcap", "at-client"), new EvidenceInput($"{path}/inner.zip/server.pcap", "at-server")] },
            cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(["at-client", "at-server"], report.Path);
        Assert.Throws<CaptureException>(() => Run($"{path}/x/absent.pcap"));
    }

    [Fact]
    public void Archives_in_archives_are_read_to_a_depth()
    {
        byte[] content = Sample("tls12-healthy.pcap");
        string name = "client.pcap";
        for (int depth = 1; depth <= 4; depth++)
        {
            string path = Zip($"d{depth}.zip", (name, content));
            (name, content) = ($"d{depth}.zip", File.ReadAllBytes(path));
        }

        Assert.Single(Run(Path.Combine(_folder.Root, "d3.zip")).Sources);
        string message = Assert.Throws<CaptureException>(() => Run(Path.Combine(_folder.Root, "d4.zip"))).Message;
        Assert.Contains("a zip archive in 3 others", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Encrypted_entries_are_said_to_be()
    {
        byte[] archive = File.ReadAllBytes(Zip("case.zip", ("secret.pcap", Sample("tls12-healthy.pcap")), ("open.pcap", Sample("tls12-healthy.pcap"))));
        MarkEncrypted(archive, "secret.pcap");

        Report report = Run(_folder.Write("marked.zip", archive));

        Assert.Equal("open", Assert.Single(report.Sources).Name);
        Assert.Contains("secret.pcap is encrypted", Assert.Single(report.Skipped), StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_inside_an_entry_costs_that_entry_only()
    {
        string path = Zip("case.zip", ("a.pcap", Sample("noise-healthy.pcapng")), ("b.pcap", Sample("tls12-healthy.pcap")));
        byte[] archive = File.ReadAllBytes(path);
        archive.AsSpan(2_000, 400).Fill(0xFF);

        Report report = Run(_folder.Write("damaged.zip", archive));

        Assert.Contains(report.Sources, source => source.Name == "b" && source.Problems.Count == 0);
        Assert.True(report.Skipped.Count + report.Sources.Sum(source => source.Problems.Count) > 0);
    }

    [Fact]
    public void An_archive_cut_off_is_refused_with_a_reason()
    {
        byte[] archive = File.ReadAllBytes(Zip("case.zip", ("a.pcap", Sample("tls12-healthy.pcap"))));

        string message = Assert.Throws<CaptureException>(() => Run(_folder.Write("cut.zip", archive.AsSpan(0, archive.Length - 30)))).Message;

        Assert.Contains("damaged zip archive", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_logs_and_captures_of_one_archive_are_judged_together()
    {
        Report report = Run(Checkout.PathTo("samples", "transport-case.zip"));

        Assert.Equal((FindingCodes.TransportMismatch, Confidence.Certain), (report.Verdict.Code, report.Verdict.Confidence));
        Assert.Equal(3, report.Sources.Count);
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Sample(string name) => File.ReadAllBytes(Checkout.PathTo("samples", name));

    private static Report Run(string path) => DiagnosisEngine.Run(
        new DiagnosisOptions { Inputs = [new EvidenceInput(path)] }, cancellation: TestContext.Current.CancellationToken);

    /// <summary>Sets the first of an entry's general purpose bits, in its local header and in the directory.</summary>
    private static void MarkEncrypted(byte[] archive, string name)
    {
        byte[] written = Encoding.ASCII.GetBytes(name);
        archive[archive.AsSpan().IndexOf(written) - 24] |= 1;
        archive[archive.AsSpan().LastIndexOf(written) - 38] |= 1;
    }

    private string Zip(string name, params (string Name, byte[] Content)[] entries)
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string entryName, byte[] content) in entries)
            {
                using Stream entry = archive.CreateEntry(entryName).Open();
                entry.Write(content);
            }
        }

        return _folder.Write(name, stream.ToArray());
    }
}
