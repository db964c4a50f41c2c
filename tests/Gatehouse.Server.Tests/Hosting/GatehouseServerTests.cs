using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Contracts.Agents;
using Gatehouse.Server.Hosting;
using Gatehouse.Server.Identity;
using Gatehouse.Server.Storage;

namespace Gatehouse.Server.Tests.Hosting;

public sealed class GatehouseServerTests
{
    [Fact]
    public async Task It_says_that_it_lives_and_that_it_is_ready()
    {
        await using TestServer server = await TestServer.StartAsync();
        using HttpClient client = server.Client();

        Assert.Equal("ok\n", await client.GetStringAsync("/healthz"));
        Assert.Equal("ready\n", await client.GetStringAsync("/readyz"));
    }

    [Fact]
    public async Task What_is_not_there_is_said_in_words()
    {
        await using TestServer server = await TestServer.StartAsync();
        using HttpClient client = server.Client();

        await Problems.ExpectAsync(await client.GetAsync("/nothing"), HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task It_is_not_ready_when_nothing_can_be_stored_but_lives()
    {
        await using TestServer server = await TestServer.StartAsync();
        using HttpClient client = server.Client();
        await server.Get<GroupCommit>().DisposeAsync();

        await Problems.ExpectAsync(await client.GetAsync("/readyz"), HttpStatusCode.ServiceUnavailable, "storage");
        Assert.Equal("ok\n", await client.GetStringAsync("/healthz"));
    }

    [Fact]
    public async Task By_default_only_this_machine_reaches_it()
    {
        await using TestServer server = await TestServer.StartAsync();

        Assert.True(IPAddress.IsLoopback(server.Server.Address.Address));
    }

    [Fact]
    public async Task Tls_1_2_is_refused_unless_it_is_allowed()
    {
        await using TestServer strict = await TestServer.StartAsync();
        using HttpClient refused = strict.Client(protocols: SslProtocols.Tls12);
        await Assert.ThrowsAsync<HttpRequestException>(() => refused.GetAsync("/healthz"));

        await using TestServer lenient = await TestServer.StartAsync(change: options => options with { AllowTls12 = true });
        using HttpClient served = lenient.Client(protocols: SslProtocols.Tls12);
        Assert.Equal("ok\n", await served.GetStringAsync("/healthz"));
    }

    [Fact]
    public async Task A_port_in_use_is_said_in_one_line()
    {
        using TcpListener other = new(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;
        using TemporaryFolder folder = new();

        ServerStartException error = await Assert.ThrowsAsync<ServerStartException>(() => StartAsync(folder.File("data"), options => options with { Port = port }));

        Assert.Contains($"port {port} (TCP) of 127.0.0.1 is used by another program", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        await using GatehouseServer afterwards = await StartAsync(folder.File("data"), options => options);
    }

    [Fact]
    public async Task An_address_of_another_machine_is_said()
    {
        using TemporaryFolder folder = new();
        ServerStartException error = await Assert.ThrowsAsync<ServerStartException>(
            () => StartAsync(folder.File("data"), options => options with { Listen = IPAddress.Parse("192.0.2.1") }));
        Assert.Contains("--listen", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_none_is_said()
    {
        using TemporaryFolder folder = new();
        ServerStartException error = await Assert.ThrowsAsync<ServerStartException>(
            () => StartAsync(folder.File("data"), options => options with { Names = ["not a name"] }));
        Assert.Contains("not a name", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_servers_do_not_share_a_folder()
    {
        await using TestServer server = await TestServer.StartAsync();

        ServerStartException error = await Assert.ThrowsAsync<ServerStartException>(() => StartAsync(server.Folder, options => options));
        Assert.Contains("another server uses", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_said()
    {
        using TemporaryFolder folder = new();
        string file = folder.File("file");
        await File.WriteAllTextAsync(file, "x");

        ServerStartException error = await Assert.ThrowsAsync<ServerStartException>(() => StartAsync(Path.Combine(file, "data"), options => options));
        Assert.Contains("--data", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_restart_ca_keys_and_endpoints_are_the_same()
    {
        await using TestServer server = await TestServer.StartAsync();
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        (_, EnrollmentAnswer? answer, X509Certificate2? certificate) = await server.EnrollAsync(await server.TokenAsync(), key);
        byte[] pin = server.Server.Pin;
        byte[] shown = await File.ReadAllBytesAsync(Path.Combine(server.Folder, "server.pem"));
        uint sealing = server.Get<SessionKeys>().Ring.Current.Id;
        await server.Server.StopAsync(CancellationToken.None);

        await server.StartAgainAsync();

        Assert.Equal(pin, server.Server.Pin);
        Assert.Equal(shown, await File.ReadAllBytesAsync(Path.Combine(server.Folder, "server.pem")));
        Assert.Equal(sealing, server.Get<SessionKeys>().Ring.Current.Id);
        Assert.NotNull(await server.Get<EndpointStore>().FindAsync(answer!.EndpointId, CancellationToken.None));
        using HttpClient client = server.Client(certificate);
        Assert.Equal(HttpStatusCode.OK, (await TestServer.OpenSessionAsync(client)).StatusCode);
    }

    [Fact]
    public async Task Everything_secret_is_readable_by_its_user_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes of files are those of Unix");
        await using TestServer server = await TestServer.StartAsync();

#pragma warning disable CA1416 // Skipped on Windows.
        Assert.Equal("700", Convert.ToString((int)File.GetUnixFileMode(server.Folder), 8));
        Assert.Equal("700", Convert.ToString((int)File.GetUnixFileMode(Path.Combine(server.Folder, "ca")), 8));
        string[] keys =
        [
            .. Directory.EnumerateFiles(server.Folder, "*.pem", SearchOption.AllDirectories),
            .. Directory.EnumerateFiles(server.Folder, "gatehouse.db*"),
        ];
        Assert.InRange(keys.Length, 5, 6);
        Assert.All(keys, key => Assert.Equal("600", Convert.ToString((int)File.GetUnixFileMode(key), 8)));
#pragma warning restore CA1416
    }

    [Fact]
    public async Task A_key_that_others_can_read_stops_the_start()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes of files are those of Unix");
        await using TestServer server = await TestServer.StartAsync();
        await server.Server.StopAsync(CancellationToken.None);
        string key = Path.Combine(server.Folder, "ca", "anchor-0001.pem");
#pragma warning disable CA1416 // Skipped on Windows.
        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
#pragma warning restore CA1416

        ServerStartException error = await Assert.ThrowsAsync<ServerStartException>(() => StartAsync(server.Folder, options => options));
        Assert.Contains($"chmod 600 {key}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_given_later_is_in_the_certificate_from_then_on()
    {
        await using TestServer server = await TestServer.StartAsync();
        Assert.DoesNotContain("gate.example.net", Names(server));
        await server.Server.StopAsync(CancellationToken.None);

        await server.StartAgainAsync(options => options with { Names = ["gate.example.net", "192.0.2.7"] });

        Assert.Contains("gate.example.net", Names(server));
        Assert.Contains("localhost", Names(server));
    }

    [Fact]
    public async Task The_database_of_a_newer_version_stops_the_start()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.WriteAsync(scope => scope.ExecuteAsync("INSERT INTO schema_versions VALUES (9001, 'later', 0)"));
        await server.Server.StopAsync(CancellationToken.None);

        ServerStartException error = await Assert.ThrowsAsync<ServerStartException>(() => StartAsync(server.Folder, options => options));
        Assert.Contains("newer version", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Users_are_added_while_the_server_runs()
    {
        await using TestServer server = await TestServer.StartAsync();
        ServerOptions options = new() { DataFolder = server.Folder };
        await LocalUsers.SetPasswordAsync(options, "alice", "correct horse", TimeProvider.System, CancellationToken.None);

        Assert.NotNull(await server.Get<UserStore>().FindAsync("alice", CancellationToken.None));
        await Assert.ThrowsAsync<ServerStartException>(() => LocalUsers.SetPasswordAsync(options, "alice", "short", TimeProvider.System, CancellationToken.None));
    }

    private static string[] Names(TestServer server) =>
    [
        .. server.Get<ServerCertificate>().Context().TargetCertificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single().EnumerateDnsNames(),
    ];

    private static Task<GatehouseServer> StartAsync(string folder, Func<ServerOptions, ServerOptions> change) =>
        GatehouseServer.StartAsync(change(new ServerOptions { DataFolder = folder, Port = 0, UdpPort = 0 }), TimeProvider.System, CancellationToken.None);
}
