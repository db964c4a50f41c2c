using System.Text.Json;
using Gatehouse.Cli.Commands.Administration;
using Gatehouse.Server.Hosting;

namespace Gatehouse.Cli.Tests.Commands.Administration;

/// <summary>The commands against a server in this process, over real sockets.</summary>
public sealed class AdministrationCommandTests : IAsyncLifetime
{
    private readonly string _root = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
    private GatehouseServer? _server;

    private string Data => Path.Combine(_root, "data");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(_root);
        _server = await GatehouseServer.StartAsync(new ServerOptions { DataFolder = Data, Port = 0, UdpPort = 0 }, TimeProvider.System, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public void The_local_token_and_anchors_of_the_data_folder_are_enough()
    {
        (string output, _) = Run("policy", "list");

        Assert.StartsWith("POLICY", output, StringComparison.Ordinal);
        Assert.Contains("default", output, StringComparison.Ordinal);
        Assert.All(output.Split('\n'), line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public void A_policy_is_checked_tried_applied_and_rolled_back()
    {
        string file = Path.Combine(_root, "default.yaml");
        (string active, _) = Run("policy", "show", "default");
        File.WriteAllText(file, active.Replace("guestAccount: remind", "guestAccount: isolate", StringComparison.Ordinal));

        Assert.Contains("is a policy named default", Run("policy", "check", file).Out, StringComparison.Ordinal);
        Assert.Contains("0 stricter, 0 milder", Run("policy", "dry-run", file).Out, StringComparison.Ordinal);
        Assert.Equal("version 2 of default is active\n", Run("policy", "apply", file, "--note", "ticket 4711").Out);
        Assert.Contains("ticket 4711", Run("policy", "show", "default", "--versions").Out, StringComparison.Ordinal);
        Assert.Equal("version 1 of default is active for 0 endpoints\n", Run("policy", "activate", "default", "1").Out);
        Assert.Equal(active, Run("policy", "show", "default").Out);

        (string audit, _) = Run("audit", "list", "--action", "policy.");
        Assert.Equal(4, audit.Split('\n').Count(line => line.Contains("policy/default", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_is_unknown_names_the_command_that_lists_what_there_is()
    {
        Assert.Contains("`gatehouse token list` lists", Fail("token", "revoke", "nosuch"), StringComparison.Ordinal);
        Assert.Contains("`gatehouse policy list` lists", Fail("policy", "show", "nosuch"), StringComparison.Ordinal);
        Assert.Contains("`gatehouse policy show default --versions` lists", Fail("policy", "activate", "default", "77"), StringComparison.Ordinal);
        Assert.Contains("1 to 100000", Fail("token", "create", "--uses", "0"), StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_in_a_list_are_as_much_of_their_end_as_tells_them_apart()
    {
        string[] apart = ["01234567-89ab-7000-8000-0000aaaa0001", "01234567-89ab-7000-8000-0000aaaa0002"];
        string[] alike = ["01234567-89ab-7000-8000-0001aaaa0001", "01234567-89ab-7000-8000-0002aaaa0001"];

        Assert.Equal(8, EndpointText.Distinct(apart));
        Assert.Equal(9, EndpointText.Distinct(alike));
        Assert.Equal(8, EndpointText.Distinct([]));
    }

    [Fact]
    public void A_token_goes_to_a_file_for_its_user_alone_and_is_revoked_by_its_id()
    {
        string file = Path.Combine(_root, "pc.token");
        string id = Run("token", "create", "--uses", "3", "--expires", "7d", "--note", "new office", "--token-file", file).Out.Trim();

        Assert.StartsWith("gh1.", File.ReadAllText(file), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        Assert.Contains("3 of 3", Run("token", "list").Out, StringComparison.Ordinal);
        Run("token", "revoke", id);
        Assert.Contains("revoked", Run("token", "list").Out, StringComparison.Ordinal);
        Assert.Contains("exists", Fail("token", "create", "--token-file", file), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_with_out_only_its_writer_can_read()
    {
        string file = Path.Combine(_root, "written.token");

        Run("token", "create", "--out", file);

        Assert.NotEmpty(File.ReadAllText(file));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public void A_colleague_with_a_token_of_her_own_may_do_what_her_role_allows()
    {
        string file = Path.Combine(_root, "alice.token");
        Run("api-token", "create", "alice", "--role", "viewer", "--token-file", file);

        Run("endpoint", "list", "--api-token-file", file);
        string refusal = Fail("token", "create", "--api-token-file", file);
        Assert.Contains("administrator", refusal, StringComparison.Ordinal);
        Assert.Contains("'alice'", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain(File.ReadAllText(file).Trim(), refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_is_one_object_on_each_line()
    {
        string line = Assert.Single(Run("policy", "list", "--format", "json").Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));

        using JsonDocument policy = JsonDocument.Parse(line);
        Assert.Equal("default", policy.RootElement.GetProperty("name").GetString());
    }

    [Fact]
    public void A_server_with_another_authority_is_not_trusted()
    {
        string other = Path.Combine(_root, "other.pem");
        using (System.Security.Cryptography.ECDsa key = System.Security.Cryptography.ECDsa.Create())
        {
            System.Security.Cryptography.X509Certificates.CertificateRequest request = new("CN=other", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
            using System.Security.Cryptography.X509Certificates.X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
            File.WriteAllText(other, certificate.ExportCertificatePem());
        }

        Assert.Contains("certificate that is not of the expected server", Fail("policy", "list", "--ca", other), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no endpoint is called 'pc-17'", "endpoint", "approve", "pc-17")]
    [InlineData("there is no endpoint with this id", "endpoint", "show", "0f8fad5b-d9cb-469f-a165-70867728950e")]
    [InlineData("must be one of active, held, revoked", "endpoint", "list", "--state", "gone")]
    [InlineData("is no length of time", "token", "create", "--expires", "soon")]
    [InlineData("--role 'king' is not one of viewer, operator, administrator", "api-token", "create", "bob", "--role", "king")]
    [InlineData("does not exist", "policy", "apply", "nowhere.yaml")]
    [InlineData("the policy has no version 99", "policy", "activate", "default", "99")]
    [InlineData("did you mean gatehouse endpoint approve?", "endpoint", "aprove", "pc-17")]
    [InlineData("the commands of gatehouse policy are list, show, check", "policy")]
    public void What_fails_is_one_line_that_says_what_to_do(string words, params string[] args) => Assert.Contains(words, Fail(args), StringComparison.Ordinal);

    [Fact]
    public void What_is_open_to_guarded_endpoints_needs_a_guard()
    {
        Shell shell = new();

        Assert.Equal(ExitCodes.Failure, shell.Run("server", "--data", Data, "--open", "192.0.2.1"));
        Assert.Contains("add --guard INTERFACE", shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_is_not_there_is_said_to_be()
    {
        Shell shell = new();

        Assert.Equal(ExitCodes.Failure, shell.Run("policy", "list", "--data", Data, "--server", "https://localhost:1"));
        Assert.Equal("gatehouse: nothing listens at localhost:1; start the server (gatehouse server), or name it with --server\n", shell.Error);
    }

    [Fact]
    public void Errors_in_a_policy_file_are_told_by_line_without_a_server()
    {
        string file = Path.Combine(_root, "wrong.yaml");
        File.WriteAllText(file, "name: wrong\nunknwon: monitor\nchecks:\n  firewall: explode\n");
        Shell shell = new();

        Assert.Equal(ExitCodes.Failure, shell.Run("policy", "check", file));
        Assert.Contains($"{file}:2:", shell.Error, StringComparison.Ordinal);
        Assert.Contains($"{file}:4:", shell.Error, StringComparison.Ordinal);
    }

    private string[] With(string[] args) => args.Length < 2 ? args : [.. args, "--data", Data, "--server", $"https://localhost:{_server!.Address.Port}"];

    private (string Out, string Error) Run(params string[] args)
    {
        Shell shell = new();
        int status = shell.Run(With(args));
        Assert.True(status == ExitCodes.Healthy, $"{status}: {shell.Error}");
        return (shell.Out, shell.Error);
    }

    private string Fail(params string[] args)
    {
        Shell shell = new();
        Assert.Equal(ExitCodes.Failure, shell.Run(With(args)));
        Assert.Empty(shell.Out);
        Assert.Equal(1, shell.Error.Count(character => character == '\n'));
        return shell.Error;
    }
}
