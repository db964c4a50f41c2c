using System.CommandLine;
using System.Globalization;
using System.Net;
using Gatehouse.Agent.Channels;
using Gatehouse.Cli.Options;
using Gatehouse.Contracts.Agents;

namespace Gatehouse.Cli.Commands.Storms;

/// <summary>Options of <c>storm</c>, and what they come to.</summary>
internal sealed class StormCommandOptions
{
    private const int MaxSources = 250;
    private const int MaxTokenFile = 4096;
    private const double Whole = 100;
    private const int DefaultSignInSeconds = 10;

    private readonly Option<int> _endpoints = Number("--endpoints", "Simulated endpoints", 1_000);
    private readonly Option<string> _arrival = new("--arrival")
    {
        Description = "How they arrive: all, ramp:SECONDS, nine-oclock:SECONDS, or steady:SECONDS, which spreads all checks, and then all heartbeats, evenly over that time",
        HelpName = "SHAPE",
        DefaultValueFactory = _ => "all",
    };

    private readonly Option<int> _checks = Number("--checks", "Checks of each endpoint, one after the other", 1);
    private readonly Option<int> _inFlight = Number("--in-flight", "Checks or heartbeats under way at a time; 0 for no bound", 0);
    private readonly Option<string> _heartbeats = new("--heartbeats")
    {
        Description = "After the checks: heartbeats of each endpoint, or with an s how long all go on with them, as in 10s",
        HelpName = "NUMBER|TIME",
        DefaultValueFactory = _ => "0",
    };

    private readonly Option<double> _loss = Percentage("--loss", "Datagrams lost in each direction");
    private readonly Option<double> _duplicate = Percentage("--duplicate", "Datagrams that arrive twice");
    private readonly Option<double> _reorder = Percentage("--reorder", "Datagrams that arrive up to 40 ms late");
    private readonly Option<int> _hostile = Number("--hostile", "Forged, replayed, truncated and mutated datagrams a second beside the honest ones", 0);
    private readonly Option<int> _sources = Number("--sources", "Addresses of this machine to speak from: 127.0.0.1, 127.0.0.2 and so on", 1);
    private readonly Option<int> _connections = Number("--connections", "Enrolments and sign-ins under way at a time", 32);
    private readonly Option<int> _patience = Number("--patience", "Seconds after which an endpoint without an answer counts as lost", 120);
    private readonly Option<bool> _signIns = new("--sign-ins") { Description = $"Measure full and resumed sign-ins first, {DefaultSignInSeconds} s each" };
    private readonly Option<string?> _server = new("--server") { Description = "The server; without it the storm starts one of its own in a temporary folder", HelpName = "HOST[:PORT]" };
    private readonly Option<string?> _token = new("--token-file") { Description = "Enrolment token of that server, good for all endpoints", HelpName = "FILE" };

    /// <summary>How the result is written.</summary>
    public Option<AnswerFormat> Format { get; } = new("--format") { Description = "text or json", DefaultValueFactory = _ => AnswerFormat.Text };

    /// <summary>Adds them to the command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_endpoints, _arrival, _checks, _inFlight, _heartbeats, _loss, _duplicate, _reorder, _hostile, _sources, _connections, _patience, _signIns, _server, _token, Format])
        {
            command.Add(option);
        }
    }

    /// <summary>Reads what was given.</summary>
    /// <exception cref="UserError">A value cannot be used.</exception>
    public StormOptions Read(ParseResult result)
    {
        (int heartbeats, TimeSpan heartbeatTime) = Heartbeats(result.GetRequiredValue(_heartbeats));
        string arrival = result.GetRequiredValue(_arrival);
        StormOptions options = new()
        {
            Endpoints = Within(result, _endpoints, 1, StormOptions.MaxEndpoints),
            Arrival = Arrival.TryParse(arrival, out Arrival read) ? read : throw new UserError($"--arrival '{arrival}' is not known; write all, ramp:60, nine-oclock:60 or steady:60"),
            Checks = Within(result, _checks, 1, StormOptions.MaxEndpoints),
            InFlight = Within(result, _inFlight, 0, StormOptions.MaxEndpoints),
            Heartbeats = heartbeats,
            HeartbeatTime = heartbeatTime,
            Loss = Share(result, _loss),
            Duplicates = Share(result, _duplicate),
            Reordered = Share(result, _reorder),
            Hostile = Within(result, _hostile, 0, 1_000_000),
            Sources = [.. Enumerable.Range(1, Within(result, _sources, 1, MaxSources)).Select(last => new IPAddress([127, 0, 0, (byte)last]))],
            Connections = Within(result, _connections, 1, 10_000),
            Patience = TimeSpan.FromSeconds(Within(result, _patience, 1, 3_600)),
            SignInTime = TimeSpan.FromSeconds(result.GetValue(_signIns) ? DefaultSignInSeconds : 0),
        };
        return result.GetValue(_server) is { } server ? At(options, server, result.GetValue(_token)) : options;
    }

    private static StormOptions At(StormOptions options, string server, string? tokenFile)
    {
        ServerAddress address = ServerAddress.TryParse(server, out ServerAddress? read)
            ? read
            : throw new UserError($"--server '{server}' is not HOST:PORT; write for example --server gate.example.org:4343");
        if (tokenFile is null)
        {
            throw new UserError("--server needs --token-file; make one with `gatehouse token create --uses NUMBER --token-file FILE`");
        }

        FileInfo file = new(tokenFile);
        if (!file.Exists)
        {
            throw new UserError($"--token-file '{tokenFile}' does not exist; check the path, or make one with `gatehouse token create --uses NUMBER --token-file FILE`");
        }

        string text = file.Length <= MaxTokenFile ? File.ReadAllText(tokenFile) : string.Empty;
        EnrollmentToken token = EnrollmentToken.TryParse(text, out EnrollmentToken? found)
            ? found
            : throw new UserError($"'{tokenFile}' holds no enrolment token; make one with `gatehouse token create --uses NUMBER --token-file FILE`");

        // What it speaks from, the system chooses on the way to another machine.
        bool local = IPAddress.TryParse(address.Host, out IPAddress? host) && host.GetAddressBytes()[0] == IPAddress.Loopback.GetAddressBytes()[0];
        return options with { Server = address, Token = token, Sources = local ? options.Sources : [IPAddress.Any] };
    }

    private static (int Number, TimeSpan Time) Heartbeats(string text)
    {
        const int MaxNumber = 1_000_000;
        bool isTime = text.EndsWith('s');
        return int.TryParse(isTime ? text[..^1] : text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= MaxNumber
            ? (isTime ? 0 : number, TimeSpan.FromSeconds(isTime ? number : 0))
            : throw new UserError($"--heartbeats '{text}' is neither a number nor a time; write for example 10, or 10s");
    }

    private static int Within(ParseResult result, Option<int> option, int least, int most) => result.GetValue(option) is int value && value >= least && value <= most
        ? value
        : throw new UserError($"{option.Name} {result.GetValue(option)} cannot be used; give a number from {least} to {most}");

    private static double Share(ParseResult result, Option<double> option) => result.GetValue(option) is >= 0 and <= 95 and double value
        ? value / Whole
        : throw new UserError($"{option.Name} is a percentage from 0 to 95");

    private static Option<int> Number(string name, string description, int standard) => new(name)
    {
        Description = description,
        HelpName = "NUMBER",
        DefaultValueFactory = _ => standard,
    };

    private static Option<double> Percentage(string name, string description) => new(name) { Description = description, HelpName = "PERCENT", DefaultValueFactory = _ => 0 };
}
