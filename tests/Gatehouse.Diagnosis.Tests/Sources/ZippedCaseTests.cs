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

    [Theory]
    [InlineData("story-b-case.zip", true)]
    [InlineData("transport-case.zip", false)]
    public void What_an_archive_shows_gets_its_picture(string sample, bool areSeveral)
    {
        Report report = DiagnosisEngine.Run(
            new DiagnosisOptions { Inputs = [new EvidenceInput(Checkout.PathTo("samples", sample))], DrawLadder = true }, cancellation: TestContext.Current.CancellationToken);

        Assert.NotNull(report.Ladder);
        Assert.Equal(areSeveral, report.Ladder.Lanes.Count > 2);
    }

    [Fact]
    public void One_capture_in_an_archive_gets_the_picture_that_it_gets_alone()
    {
        string plain = Checkout.PathTo("samples", "tls-expired.pcap");
        string path = Zip("case.zip", ("tls-expired.pcap", File.ReadAllBytes(plain)));

        Assert.Equal(Draw(plain), Draw(path));

        static IEnumerable<string> Draw(string file) => DiagnosisEngine.Run(
            new DiagnosisOptions { Inputs = [new EvidenceInput(file)], DrawLadder = true }, cancellation: TestContext.Current.CancellationToken)
            .Ladder!.Steps.Select(step => step.ToString());
    }

    [Fact]
    public void What_lies_in_an_archive_and_beside_it_is_read_once()
    {
        string plain = _folder.Write("a.pcap", Sample("story-b-client.pcap"));
        string path = Zip("case.zip", ("client.pcap", Sample("story-b-client.pcap")), ("copy.pcap", Sample("story-b-client.pcap")), ("server.pcap", Sample("story-b-server.pcap")));

        Report both = Run(path, plain);
        Report alone = Run(path);

        Assert.Equal(["server", "a"], both.Sources.Select(source => source.Name));
        Assert.Equal([$"{path}/client.pcap holds the same as {plain}, and was not read again", $"{path}/copy.pcap holds the same as {plain}, and was not read again"], both.Skipped);
        Assert.Equal(["client", "server"], alone.Sources.Select(source => source.Name));
        Assert.Equal([$"{path}/copy.pcap holds the same as {path}/client.pcap, and was not read again"], alone.Skipped);
        Assert.Equal([$"{path}/client.pcap is given twice, and was read once"], Run($"{path}/client.pcap", path).Skipped.Take(1));
    }

    [Fact]
    public void The_same_settings_in_one_archive_are_those_of_two_agents()
    {
        byte[] settings = Sample("ofcscan-https.ini");
        string path = Zip("case.zip", ("one/ofcscan.ini", settings), ("two/ofcscan.ini", settings));

        Assert.Equal(2, Run(path).Sources.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_name_given_to_an_archive_or_folder_is_that_of_its_only_capture(bool isFolder)
    {
        byte[] log = Sample("story-b-client.log");
        _folder.Write("folder/x.pcap", Sample("story-b-client.pcap"));
        _folder.Write("folder/x.log", log);
        string path = isFolder
            ? Path.Combine(_folder.Root, "folder")
            : Zip("case.zip", ("x.pcap", Sample("story-b-client.pcap")), ("x.log", log));

        Report report = DiagnosisEngine.Run(
            new DiagnosisOptions { Inputs = [new EvidenceInput(path, "at-client"), new EvidenceInput(Checkout.PathTo("samples", "story-b-server.pcap"), "at-server")] },
            cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(["at-client", "at-server"], report.Path);
        Assert.Contains(report.Sources, source => source.Name == "at-client" && source.File.EndsWith("x.pcap", StringComparison.Ordinal));
    }

    [Fact]
    public void A_name_given_to_several_captures_or_none_is_refused()
    {
        string several = Zip("several.zip", ("a.pcap", Sample("story-b-client.pcap")), ("b.pcap", Sample("story-b-server.pcap")));
        string none = Zip("none.zip", ("a.log", Sample("story-b-client.log")));

        Assert.Contains($"--at here={several}/a.pcap", Refused(several), StringComparison.Ordinal);
        Assert.Contains("without --at here=", Refused(none), StringComparison.Ordinal);

        static string Refused(string path) => Assert.Throws<CaptureException>(() => DiagnosisEngine.Run(
            new DiagnosisOptions { Inputs = [new EvidenceInput(path, "here")] }, cancellation: TestContext.Current.CancellationToken)).Message;
    }

    [Fact]
    public void The_path_names_sources_only()
    {
        string one = _folder.Write("one.pcap", Sample("tls12-healthy.pcap"));
        string two = _folder.Write("two.pcap", Sample("tls12-healthy.pcap"));

        Report report = DiagnosisEngine.Run(
            new DiagnosisOptions { Inputs = [new EvidenceInput(one, "here"), new EvidenceInput(two, "there")] }, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(["here"], report.Path);
    }

    [Fact]
    public void Damage_inside_a_capture_is_told_beside_it()
    {
        byte[] archive = File.ReadAllBytes(Zip("case.zip", ("a.pcap", Sample("tls12-healthy.pcap"))));
        archive[archive.AsSpan().LastIndexOf("PK\u0001\u0002"u8) + 16] ^= 1;

        SourceSummary source = Assert.Single(Run(_folder.Write("wrong.zip", archive)).Sources);

        Assert.Contains("check sum", Assert.Single(source.Problems), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Sample(string name) => File.ReadAllBytes(Checkout.PathTo("samples", name));

    private static Report Run(params string[] paths) => DiagnosisEngine.Run(
        new DiagnosisOptions { Inputs = [.. paths.Select(path => new EvidenceInput(path))] }, cancellation: TestContext.Current.CancellationToken);

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
