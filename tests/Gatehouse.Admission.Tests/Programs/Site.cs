using System.Globalization;
using System.Net;
using System.Text.Json;
using Gatehouse.Tests.Common;

namespace Gatehouse.Admission.Tests.Programs;

/// <summary>A server and an agent as separate processes, with folders of their own.</summary>
internal sealed class Site : IAsyncDisposable
{
    /// <summary>Turns nobody away, looks at nothing, and beats every five seconds.</summary>
    public const string LenientPolicy = "name: default\nsession: { heartbeatSeconds: 5, missedHeartbeats: 3 }\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse").FullName;
    private readonly Place? _serverPlace;
    private readonly Place? _agentPlace;
    private readonly string _address;
    private readonly int _port = Ports.FreeTcp();
    private readonly string[] _serverOptions;
    private GatehouseProgram? _server;
    private GatehouseProgram? _agent;

    private Site(Place? serverPlace, Place? agentPlace, string address, string[] serverOptions)
    {
        _serverPlace = serverPlace;
        _agentPlace = agentPlace;
        _address = address;
        _serverOptions = serverOptions;
    }

    /// <summary>UDP port of the security check.</summary>
    public int UdpPort { get; } = Ports.FreeUdp();

    /// <summary>UDP port for the compatibility mode.</summary>
    public int PlainPort { get; } = Ports.FreeUdp();

    /// <summary>The agent's log.</summary>
    public string AgentLog => Path.Combine(AgentFolder, "agent.log");

    /// <summary>The agent's process.</summary>
    public GatehouseProgram Agent => _agent!;

    /// <summary>The server's process.</summary>
    public GatehouseProgram Server => _server!;

    /// <summary>The server's data folder.</summary>
    public string ServerFolder => Path.Combine(_folder, "server");

    /// <summary>HTTPS port of the server.</summary>
    public int Port => _port;

    private string AgentFolder => Path.Combine(_folder, "agent");

    /// <summary>Starts a server on this machine with a policy.</summary>
    public static Task<Site> OpenAsync(string policy = LenientPolicy) => OpenAsync(null, null, IPAddress.Loopback.ToString(), [], policy);

    /// <summary>Starts a server somewhere with a policy.</summary>
    /// <param name="serverPlace">Where it runs; null for this machine.</param>
    /// <param name="agentPlace">The agent's.</param>
    /// <param name="address">The server's address.</param>
    /// <param name="serverOptions">Further options of the server; "PLAIN" stands for the port of the compatibility mode.</param>
    /// <param name="policy">The policy, in YAML.</param>
    public static async Task<Site> OpenAsync(Place? serverPlace, Place? agentPlace, string address, string[] serverOptions, string policy = LenientPolicy)
    {
        Site site = new(serverPlace, agentPlace, address, serverOptions);
        try
        {
            await site.StartServerAsync();
            await site.ApplyAsync(policy);
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the server, or starts it again.</summary>
    public async Task StartServerAsync()
    {
        string plain = PlainPort.ToString(CultureInfo.InvariantCulture);
        _server = GatehouseProgram.Start(
            _serverPlace,
            [
                "server", "--data", ServerFolder, "--listen", _address, "--name", _address, "--port", $"{_port}", "--udp-port", $"{UdpPort}",
                .. _serverOptions.Select(option => option == "PLAIN" ? plain : option),
            ]);
        await _server.SaysAsync("Listening on");
    }

    /// <summary>Kills the server.</summary>
    public Task KillServerAsync() => _server!.KillAsync();

    /// <summary>Runs a command of an administrator at the server.</summary>
    public async Task<string> AdministerAsync(params string[] arguments)
    {
        Outcome outcome = await GatehouseProgram.RunAsync(_serverPlace, [.. arguments, "--data", ServerFolder, "--server", $"https://{_address}:{_port}"]);
        Assert.True(outcome.Status == 0, $"{string.Join(' ', arguments)}: {outcome.Output}");
        return outcome.Output;
    }

    /// <summary>Puts a policy into force.</summary>
    public async Task ApplyAsync(string policy)
    {
        string file = Path.Combine(_folder, "policy.yaml");
        await File.WriteAllTextAsync(file, policy);
        await AdministerAsync("policy", "apply", file);
    }

    /// <summary>Enrols the agent.</summary>
    public async Task EnrolAsync()
    {
        Outcome enrolled = await TryEnrolAsync();
        Assert.True(enrolled.Status == 0, enrolled.Output);
    }

    /// <summary>Has the agent ask to be enrolled, with a new token.</summary>
    public async Task<Outcome> TryEnrolAsync(params string[] options)
    {
        string token = Path.Combine(_folder, $"token-{Guid.NewGuid()}");
        await AdministerAsync("token", "create", "--token-file", token);
        return await AgentAsync("enroll", ["--server", $"{_address}:{_port}", "--token-file", token, .. options]);
    }

    /// <summary>Makes an account at the server.</summary>
    public async Task AddUserAsync(string name, string password)
    {
        Outcome outcome = await GatehouseProgram.RunAsync(_serverPlace, "server", "user", "add", name, "--password-file", await PasswordFileAsync(password), "--data", ServerFolder);
        Assert.True(outcome.Status == 0, outcome.Output);
    }

    /// <summary>Has a user sign in at the endpoint.</summary>
    public async Task<Outcome> SignInAsync(string name, string password) =>
        await AgentAsync("sign-in", "--user", name, "--password-file", await PasswordFileAsync(password));

    /// <summary>Starts the agent.</summary>
    /// <param name="options">Further options; "PLAIN" stands for the port of the compatibility mode.</param>
    public void StartAgent(params string[] options) => _agent = GatehouseProgram.Start(
        _agentPlace, ["agent", "run", "--data", AgentFolder, .. options.Select(option => option == "PLAIN" ? PlainPort.ToString(CultureInfo.InvariantCulture) : option)]);

    /// <summary>Enrols and starts the agent, and waits for its first verdict.</summary>
    public async Task AdmitAsync(string verdict)
    {
        await EnrolAsync();
        StartAgent();
        await _agent!.SaysAsync($"\n{verdict}\n");
    }

    /// <summary>Runs a command of the agent's user.</summary>
    public Task<Outcome> AgentAsync(string command, params string[] options) =>
        GatehouseProgram.RunAsync(_agentPlace, ["agent", command, "--data", AgentFolder, .. options]);

    /// <summary>The agent's status.</summary>
    public async Task<JsonElement> StatusAsync()
    {
        Outcome outcome = await AgentAsync("status", "--format", "json");
        return JsonElement.Parse(outcome.Output);
    }

    /// <summary>Waits until the agent's status fulfils something.</summary>
    public Task<JsonElement> StatusAsync(Func<JsonElement, bool> isMeant, int seconds = 20) => AgentStatus.BecomesAsync(AgentFolder, isMeant, seconds);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (GatehouseProgram? program in new[] { _agent, _server })
        {
            if (program is not null)
            {
                await program.DisposeAsync();
            }
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task<string> PasswordFileAsync(string password)
    {
        string file = Path.Combine(_folder, $"password-{Guid.NewGuid()}");
        await File.WriteAllTextAsync(file, password + "\n");
        return file;
    }
}
