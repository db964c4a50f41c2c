using System.IO.Compression;
using Gatehouse.Capture.Zip;
using Gatehouse.Tests.Common;

namespace Gatehouse.Capture.Tests.Zip;

public sealed class ZipFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-").FullName;

    [Fact]
    public void Lists_files_by_name_and_opens_them()
    {
        string path = Write(Archive(("b.txt", "two"u8.ToArray()), ("a/", []), ("a/x.txt", "one"u8.ToArray())));
        using ZipFolder folder = ZipFolder.Open(path);

        Assert.Equal([$"{path}/a/x.txt", $"{path}/b.txt"], folder.Items.Select(item => item.Path));
        using EvidenceFile file = folder.OpenFile(folder.Items[1]);
        Assert.Equal((EvidenceKind.Text, true, "two"), (file.Kind, file.CanReopen, file.ReadText().Content));
    }

    [Fact]
    public void Names_that_climb_out_are_only_shown()
    {
        string path = Write(Archive(("../../etc/passwd", "x"u8.ToArray()), ("/abs", "y"u8.ToArray()), ("c:\\d", "z"u8.ToArray())));
        using ZipFolder folder = ZipFolder.Open(path);

        Assert.Equal([$"{path}/../../etc/passwd", $"{path}/abs", $"{path}/c:/d"], folder.Items.Select(item => item.Path));
        using EvidenceFile file = folder.OpenFile(folder.Items[0]);
        Assert.Equal("x", file.ReadText().Content);
    }

    [Fact]
    public void Takes_the_first_thousand_files_and_counts_the_rest()
    {
        using ZipFolder folder = ZipFolder.Open(Write(Archive([.. Enumerable.Range(0, 1_003).Select(number => ($"{number:d4}", new byte[] { 1 }))])));

        Assert.Equal((ZipFolder.MostFiles, 3), (folder.Items.Count, folder.LeftOut));
        Assert.EndsWith("0999", folder.Items[^1].Path, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bomb_stops_at_the_budget_and_gives_nothing_more()
    {
        byte[] spaces = new byte[ZipBudget.AlwaysAllowed * 3 / 8];
        spaces.AsSpan().Fill((byte)' ');
        using ZipFolder folder = ZipFolder.Open(Write(Archive(("a.txt", spaces), ("b.txt", spaces), ("c.txt", spaces), ("d.txt", "x"u8.ToArray()))));
        EvidenceText text = null!;
        foreach (ZipItem item in folder.Items.Take(3))
        {
            using EvidenceFile bomb = folder.OpenFile(item);
            text = bomb.ReadText();
        }

        Assert.True(folder.Budget.IsExceeded);
        Assert.Contains(text.Problems.All, problem => problem.Detail!.Contains("zip bomb", StringComparison.Ordinal));
        Assert.Contains("zip bomb", Assert.Throws<CaptureException>(() => folder.OpenFile(folder.Items[3])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_archive_that_lists_too_many_files_is_refused_before_they_are_held(bool isLong)
    {
        byte[] archive = Archive(("a.txt", "one"u8.ToArray()));
        int directory = archive.AsSpan().IndexOf("PK\u0001\u0002"u8);
        byte[] entry = archive[directory..archive.AsSpan().LastIndexOf("PK\u0005\u0006"u8)];
        byte[] tail = archive[(directory + entry.Length)..];
        int count = isLong ? (ZipDirectory.MostLength / entry.Length) + 1 : ZipDirectory.MostEntries + 1;
        BitConverter.TryWriteBytes(tail.AsSpan(10), (ushort)count);
        BitConverter.TryWriteBytes(tail.AsSpan(12), entry.Length * count);
        byte[] many = [.. archive[..directory], .. Enumerable.Repeat(entry, count).SelectMany(octets => octets), .. tail];

        Assert.Contains("more files than any case has", Assert.Throws<CaptureException>(() => ZipFolder.Open(Write(many))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_archive_in_an_archive_leaves_no_file_behind()
    {
        string path = Write(Archive(("inner.zip", Archive(("x.txt", "one"u8.ToArray())))));
        string[] before = Directory.GetFiles(Path.GetTempPath(), "gatehouse-*");
        using ZipFolder folder = ZipFolder.Open(path);
        using ZipFolder inner = folder.OpenFolder(folder.Items[0], TestContext.Current.CancellationToken);

        Assert.Equal($"{path}/inner.zip/x.txt", Assert.Single(inner.Items).Path);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Empty(Directory.GetFiles(Path.GetTempPath(), "gatehouse-*").Except(before));
        }
    }

    [Fact]
    public void Opening_an_archive_in_an_archive_stops_when_cancelled()
    {
        using ZipFolder folder = ZipFolder.Open(Write(Archive(("inner.zip", Archive(("x.txt", "one"u8.ToArray()))))));

        Assert.Throws<OperationCanceledException>(() => folder.OpenFolder(folder.Items[0], new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Reads_an_archive_whose_directory_is_told_in_64_bits()
    {
        byte[] archive = Archive(("a.txt", "one"u8.ToArray()));
        int end = archive.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        byte[] last = archive[end..];
        byte[] end64 = [.. "PK\u0006\u0006"u8, .. BitConverter.GetBytes(44L), 45, 0, 45, 0, .. new byte[8], .. BitConverter.GetBytes(1L), .. BitConverter.GetBytes(1L), .. BitConverter.GetBytes((long)BitConverter.ToUInt32(last, 12)), .. BitConverter.GetBytes((long)BitConverter.ToUInt32(last, 16))];
        byte[] locator = [.. "PK\u0006\u0007"u8, .. new byte[4], .. BitConverter.GetBytes((long)end), 1, 0, 0, 0];
        last.AsSpan(8, 12).Fill(0xFF);

        using ZipFolder folder = ZipFolder.Open(Write([.. archive[..end], .. end64, .. locator, .. last]));

        Assert.Single(folder.Items);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(8)]
    [InlineData(10)]
    public void A_directory_told_in_64_bits_is_bounded_whichever_number_leads_there(int at)
    {
        byte[] entry = [.. "PK\u0001\u0002"u8, .. new byte[24], 1, .. new byte[17], (byte)'x'];
        const int Count = ZipDirectory.MostEntries + 1;
        byte[] start = [.. "PK\u0003\u0004"u8, .. new byte[26]];
        byte[] directory = [.. Enumerable.Repeat(entry, Count).SelectMany(octets => octets)];
        byte[] end64 = [.. "PK\u0006\u0006"u8, .. BitConverter.GetBytes(44L), 45, 0, 45, 0, .. new byte[8], .. BitConverter.GetBytes((long)Count), .. BitConverter.GetBytes((long)Count), .. BitConverter.GetBytes((long)directory.Length), .. BitConverter.GetBytes((long)start.Length)];
        byte[] locator = [.. "PK\u0006\u0007"u8, .. new byte[4], .. BitConverter.GetBytes((long)(start.Length + directory.Length)), 1, 0, 0, 0];
        byte[] end = [.. "PK\u0005\u0006"u8, .. new byte[18]];
        BitConverter.TryWriteBytes(end.AsSpan(16), start.Length + directory.Length + end64.Length + locator.Length);
        end.AsSpan(at, 2).Fill(0xFF);
        string path = Write([.. start, .. directory, .. end64, .. locator, .. end]);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Contains("more files than any case has", Assert.Throws<CaptureException>(() => ZipFolder.Open(path)).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void A_comment_that_holds_the_mark_of_the_end_hides_nothing()
    {
        byte[] archive = Archive(("a.txt", "one"u8.ToArray()));
        byte[] comment = [.. "PK\u0005\u0006"u8, .. Enumerable.Repeat((byte)0xFF, 18)];
        archive[^2] = (byte)comment.Length;

        using ZipFolder folder = ZipFolder.Open(Write([.. archive, .. comment]));

        Assert.Single(folder.Items);
    }

    [Fact]
    public void A_path_through_an_archive_never_leaves_it()
    {
        File.WriteAllText(Path.Combine(_folder, "outside.txt"), "outside");
        string path = Write(Archive(("../outside.txt", "inside"u8.ToArray())));

        using EvidenceFile file = EvidenceFile.Open($"{path}/../outside.txt");
        Assert.Equal("inside", file.ReadText().Content);
        Assert.Equal(path, EvidenceFile.FileBehind($"{path}/../outside.txt"));
        Assert.Equal(path, EvidenceFile.FileBehind(path));
        Assert.Throws<CaptureException>(() => EvidenceFile.Open($"{path}/../case.zip"));
    }

    [Fact]
    public void Archives_in_archives_take_bounded_room_and_give_it_back()
    {
        byte[] inner = Archive(("x.txt", "one"u8.ToArray()));
        using ZipFolder folder = ZipFolder.Open(Write(Archive(("inner.zip", inner))));
        Assert.True(folder.Budget.TryTakeTemporary((int)ZipBudget.MostTemporary - inner.Length));
        for (int i = 0; i < 3; i++)
        {
            folder.OpenFolder(folder.Items[0], TestContext.Current.CancellationToken).Dispose();
        }

        using ZipFolder open = folder.OpenFolder(folder.Items[0], TestContext.Current.CancellationToken);
        string message = Assert.Throws<CaptureException>(() => folder.OpenFolder(folder.Items[0], TestContext.Current.CancellationToken)).Message;
        Assert.Contains("up to 256 MiB", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Survives_damage_and_truncation()
    {
        byte[] archive = Archive(("a.txt", "one two three four five"u8.ToArray()), ("b/inner.zip", Archive(("x.txt", new byte[300]))));
        int opened = 0;
        foreach (byte[] damaged in Mutations.Of(archive, 800, seed: 5, longCount: 20_000).Concat(Enumerable.Range(0, archive.Length).Select(length => archive[..length])))
        {
            opened += TryReadAll(Write(damaged)) ? 1 : 0;
        }

        Assert.True(opened > 100, $"only {opened} were read");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static bool TryReadAll(string path)
    {
        try
        {
            using ZipFolder folder = ZipFolder.Open(path);
            foreach (ZipItem item in folder.Items.Where(item => !item.IsEncrypted))
            {
                using EvidenceFile file = folder.OpenFile(item);
                _ = file.Kind == EvidenceKind.Zip ? null : file.ReadText();
            }

            return true;
        }
        catch (CaptureException)
        {
            return false;
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

    private string Write(byte[] content)
    {
        string path = Path.Combine(_folder, "case.zip");
        File.WriteAllBytes(path, content);
        return path;
    }
}
