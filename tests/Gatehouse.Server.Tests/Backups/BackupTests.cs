using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Gatehouse.Contracts.Agents;
using Gatehouse.Contracts.Checks;
using Gatehouse.Server.Backups;
using Gatehouse.Server.Hosting;
using Gatehouse.Server.Identity;
using Gatehouse.Server.Storage;
using Gatehouse.Server.Tests.Administration;
using Gatehouse.Server.Tests.Checks;
using Gatehouse.Server.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.Backups;

/// <summary>One file out of a running server, and a server out of that file.</summary>
public sealed class BackupTests : IDisposable
{
    private static readonly string Report = ReportDocuments.Write(AdministrationServer.Report(guest: true), new CheckEnvelope(), null).CanonicalXml();
    private readonly TemporaryFolder _folder = new();

    private string Archive => _folder.File("server.backup");

    private string Restored => _folder.File("restored");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task After_a_restore_a_certificate_still_signs_in_and_nothing_recorded_before_is_accepted()
    {
        await using TestServer test = await TestServer.StartAsync();
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string token = await test.TokenAsync(uses: 2);
        (_, EnrollmentAnswer? answer, X509Certificate2? certificate) = await test.EnrollAsync(token, key);
        await BackUpAsync(test);

        // After the backup: the restored server knows nothing of this check, and would judge and store the report again.
        List<byte[]> recorded;
        using (HttpClient http = test.Client(certificate))
        using (CheckClient before = new(await TestServer.GrantAsync(http)))
        {
            Assert.Contains("verdict", await before.CheckAsync(test.Server.UdpPort, Report), StringComparison.Ordinal);
            recorded = before.Sent;
        }

        await test.Server.StopAsync(CancellationToken.None);
        await RestoreAsync();
        await test.StartAgainAsync(options => options with { DataFolder = Restored });

        Assert.All(await SendAsync(recorded, test.Server.UdpPort), length => Assert.True(length <= recorded.Min(datagram => datagram.Length)));
        Assert.Empty(await ChecksAsync(test, answer!.EndpointId));
        using HttpClient again = test.Client(certificate);
        using CheckClient after = new(await TestServer.GrantAsync(again));
        Assert.Contains("verdict", await after.CheckAsync(test.Server.UdpPort, Report), StringComparison.Ordinal);
        Assert.Single(await ChecksAsync(test, answer.EndpointId));

        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        (HttpResponseMessage refused, _, _) = await test.EnrollAsync(token, other);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("revoked", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_key_of_after_a_restore_never_has_the_number_of_one_made_since_the_backup()
    {
        await using TestServer test = await TestServer.StartAsync();
        await BackUpAsync(test);
        long later = 0;
        await test.WriteAsync(async scope => later = await ServerKeyStore.InsertAsync(scope, new byte[32], test.Clock.GetUtcNow(), test.Clock.GetUtcNow()));
        await test.Server.StopAsync(CancellationToken.None);

        await RestoreAsync();
        await test.StartAgainAsync(options => options with { DataFolder = Restored });

        ServerKey key = Assert.Single(await new ServerKeyStore(test.Get<Database>()).ListAsync(CancellationToken.None));
        Assert.True(key.Id > later);
        Assert.Contains("server.restore", (await test.Get<Database>().QueryAsync<string>("SELECT action FROM audit", null, CancellationToken.None)));
    }

    [Fact]
    public async Task A_backup_is_its_owners_alone_and_has_no_key_of_a_session_in_it()
    {
        await using TestServer test = await TestServer.StartAsync();
        byte[] secret = (await new ServerKeyStore(test.Get<Database>()).ListAsync(CancellationToken.None))[0].Secret;
        await BackUpAsync(test);

        byte[] plain = Unpacked(await File.ReadAllBytesAsync(Archive));

        Assert.Equal(-1, plain.AsSpan().IndexOf(secret));
        Assert.True(plain.AsSpan().IndexOf("SQLite format 3"u8) > 0);
        Assert.Equal([Archive], Directory.GetFileSystemEntries(_folder.Path));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Archive));
            await RestoreAsync();
            foreach (string file in Directory.GetFiles(Restored, "*", SearchOption.AllDirectories))
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }
        }
    }

    [Fact]
    public async Task Neither_a_backup_nor_a_restore_replaces_anything()
    {
        await using TestServer test = await TestServer.StartAsync();
        await BackUpAsync(test);

        ServerStartException second = await Assert.ThrowsAsync<ServerStartException>(() => BackUpAsync(test));
        ServerStartException over = await Assert.ThrowsAsync<ServerStartException>(() => RestoreAsync(test.Folder));
        Directory.CreateDirectory(Restored);
        await RestoreAsync();
        ServerStartException twice = await Assert.ThrowsAsync<ServerStartException>(() => RestoreAsync());

        Assert.Contains("never replaces", second.Message, StringComparison.Ordinal);
        Assert.Contains("never overwrites", over.Message, StringComparison.Ordinal);
        Assert.Contains("never overwrites", twice.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_cut_off_anywhere_or_damaged_is_refused_in_one_line_and_leaves_nothing()
    {
        await using (TestServer test = await TestServer.StartAsync())
        {
            await BackUpAsync(test);
        }

        byte[] whole = await File.ReadAllBytesAsync(Archive);
        Random random = new(5);
        const int Tries = 60;
        for (int i = 0; i < Tries; i++)
        {
            byte[] broken = [.. whole];
            if (i % 2 == 0)
            {
                // What follows the last file is padding.
                broken = broken[..random.Next(whole.Length * 9 / 10)];
            }
            else
            {
                broken[random.Next(whole.Length / 10, whole.Length * 9 / 10)] ^= (byte)(1 << random.Next(8));
                if (IsUnharmed(broken, whole))
                {
                    // A repetition may be taken from another place with the same content.
                    continue;
                }
            }

            await RefusedAsync(broken);
        }

        await RefusedAsync("SQLite format 3\0 and more"u8.ToArray());
        await RefusedAsync([]);
        using MemoryStream foreign = new();
        await using (GZipStream packed = new(foreign, CompressionMode.Compress, leaveOpen: true))
        {
            await packed.WriteAsync("text"u8.ToArray());
        }

        await RefusedAsync(foreign.ToArray());
    }

    [Fact]
    public async Task A_folder_without_a_server_is_said_and_not_made_into_one()
    {
        string nowhere = _folder.File("nowhere");
        ServerStartException error = await Assert.ThrowsAsync<ServerStartException>(() =>
            ServerBackup.WriteAsync(new ServerOptions { DataFolder = nowhere }, Archive, TimeProvider.System, CancellationToken.None));

        Assert.Contains("no data folder of a server", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(nowhere));
    }

    [Fact]
    public async Task Over_PostgreSQL_the_file_holds_the_CA_and_a_restore_gives_the_database_new_keys()
    {
        await using TestServer test = await TestServer.StartAsync(DatabaseKind.PostgreSql);
        string database = test.ConnectionString!;
        (HttpClient http, Guid id) = await test.EnrolledAsync();
        ServerOptions options = new() { DataFolder = test.Folder, Database = database };
        BackupManifest made = await ServerBackup.WriteAsync(options, Archive, test.Clock, CancellationToken.None);
        ServerKey before = (await new ServerKeyStore(test.Get<Database>()).ListAsync(CancellationToken.None))[0];
        Assert.False(made.HasDatabase);
        await test.Server.StopAsync(CancellationToken.None);

        ServerStartException error = await Assert.ThrowsAsync<ServerStartException>(() => RestoreAsync());
        Assert.Contains("--database-file", error.Message, StringComparison.Ordinal);
        await ServerRestore.RunAsync(options with { DataFolder = Restored }, Archive, test.Clock, CancellationToken.None);
        await test.StartAgainAsync(again => again with { DataFolder = Restored });

        ServerKey after = Assert.Single(await new ServerKeyStore(test.Get<Database>()).ListAsync(CancellationToken.None));
        Assert.True(after.Id > before.Id);
        Assert.NotEqual(before.Secret, after.Secret);
        Assert.NotNull(await test.Get<EndpointStore>().FindAsync(id, CancellationToken.None));
        http.Dispose();
    }

    [Fact]
    public async Task A_certificate_renewed_while_a_backup_is_made_does_not_damage_it()
    {
        await using TestServer test = await TestServer.StartAsync();
        DataFolder data = new(test.Folder);
        string before = await File.ReadAllTextAsync(data.ServerCertificate);
        string work = _folder.File("work");
        PrivateFiles.MakeFolder(work);
        List<string> names = await ServerBackup.CopyAsync(new ServerOptions { DataFolder = test.Folder }, data, work, test.Clock, CancellationToken.None);

        DataFolder.WriteSecret(data.ServerCertificate, "renewed meanwhile, and longer than it was" + before);
        await ServerBackup.PackAsync(names, work, hasDatabase: true, Archive, test.Clock, CancellationToken.None);
        await RestoreAsync();

        Assert.Equal(before, await File.ReadAllTextAsync(Path.Combine(Restored, "server.pem")));
    }

    [Fact]
    public async Task A_manifest_that_lists_nothing_in_place_of_a_file_is_damaged()
    {
        byte[] json = Encoding.UTF8.GetBytes(
            $$"""{"format":"{{BackupManifest.CurrentFormat}}","madeAt":"2026-11-22T09:00:00Z","host":"a","hasDatabase":false,"files":[null]}""");
        await using (GZipStream packed = new(File.Create(Archive), CompressionLevel.Fastest))
        {
            await using TarWriter tar = new(packed, TarEntryFormat.Pax);
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, BackupManifest.FileName) { DataStream = new MemoryStream(json) });
        }

        ServerStartException error = await Assert.ThrowsAsync<ServerStartException>(() => RestoreAsync());

        Assert.Contains("damaged", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_for_the_database_quotes_its_values_leaves_out_what_is_not_set_and_makes_a_file_of_its_owner()
    {
        Assert.Equal(
            "(umask 077; pg_dump --host='db.example.net' --port=5433 --username='o'\\''hara $(id)' --dbname='gate house' --format=custom --exclude-table-data=server_keys --file=gatehouse.dump)",
            ServerBackup.DumpCommand("Host=db.example.net;Port=5433;Username=o'hara $(id);Password=secret;Database=gate house"));
        Assert.Equal(
            "(umask 077; pg_dump --host='db' --port=5432 --format=custom --exclude-table-data=server_keys --file=gatehouse.dump)", ServerBackup.DumpCommand("Host=db"));
    }

    private static Task<IReadOnlyList<Exchange>> ChecksAsync(TestServer test, Guid endpoint) =>
        test.Get<ExchangeStore>().ListAsync(endpoint, null, 10, CancellationToken.None);

    private static bool IsUnharmed(byte[] broken, byte[] whole)
    {
        try
        {
            return Unpacked(broken).AsSpan().SequenceEqual(Unpacked(whole));
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static byte[] Unpacked(byte[] packed)
    {
        using MemoryStream plain = new();
        using (GZipStream unpacked = new(new MemoryStream(packed), CompressionMode.Decompress))
        {
            unpacked.CopyTo(plain);
        }

        return plain.ToArray();
    }

    // Gives the lengths of what came back.
    private static async Task<List<int>> SendAsync(List<byte[]> datagrams, int port)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(IPAddress.Loopback, port);
        foreach (byte[] datagram in datagrams)
        {
            await socket.SendAsync(datagram);
        }

        await Task.Delay(TimeSpan.FromSeconds(1));
        List<int> answers = [];
        byte[] buffer = new byte[2_048];
        while (socket.Available > 0)
        {
            answers.Add(await socket.ReceiveAsync(buffer));
        }

        return answers;
    }

    private async Task RefusedAsync(byte[] content)
    {
        string file = _folder.File("broken");
        await File.WriteAllBytesAsync(file, content);
        ServerStartException error = await Assert.ThrowsAsync<ServerStartException>(() =>
            ServerRestore.RunAsync(new ServerOptions { DataFolder = Restored }, file, TimeProvider.System, CancellationToken.None));
        Assert.DoesNotContain('\n', error.Message);
        Assert.Equal([file, Archive], Directory.GetFileSystemEntries(_folder.Path).Order(StringComparer.Ordinal));
    }

    private Task<BackupManifest> BackUpAsync(TestServer test) =>
        ServerBackup.WriteAsync(new ServerOptions { DataFolder = test.Folder }, Archive, test.Clock, CancellationToken.None);

    private Task<BackupManifest> RestoreAsync(string? folder = null) =>
        ServerRestore.RunAsync(new ServerOptions { DataFolder = folder ?? Restored }, Archive, TimeProvider.System, CancellationToken.None);
}
