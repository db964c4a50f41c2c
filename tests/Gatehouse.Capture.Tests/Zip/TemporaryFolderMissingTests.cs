using System.IO.Compression;
using Gatehouse.Capture.Zip;

namespace Gatehouse.Capture.Tests.Zip;

/// <summary>Changes where this process puts temporary files, so nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(TemporaryFolderMissingTests), DisableParallelization = true)]
[Collection(nameof(TemporaryFolderMissingTests))]
public sealed class TemporaryFolderMissingTests
{
    private const string Variable = "TMPDIR";

    [Fact]
    public void An_archive_that_cannot_be_copied_to_a_temporary_file_costs_itself_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows finds its temporary folder another way");
        string path = Path.GetTempFileName();
        string? before = Environment.GetEnvironmentVariable(Variable);
        try
        {
            File.WriteAllBytes(path, Archive(("inner.zip", Archive(("x.txt", "one"u8.ToArray()))), ("y.txt", "two"u8.ToArray())));
            Environment.SetEnvironmentVariable(Variable, "/nonexistent");
            using ZipFolder folder = ZipFolder.Open(path);

            string message = Assert.Throws<CaptureException>(() => folder.OpenFolder(folder.Items[0], TestContext.Current.CancellationToken)).Message;

            Assert.Contains("inner.zip was not read", message, StringComparison.Ordinal);
            using EvidenceFile rest = folder.OpenFile(folder.Items[1]);
            Assert.Equal("two", rest.ReadText().Content);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, before);
            File.Delete(path);
        }
    }

    private static byte[] Archive(params (string Name, byte[] Content)[] entries)
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in entries)
            {
                using Stream entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }
}
