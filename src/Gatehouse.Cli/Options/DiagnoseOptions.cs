using System.CommandLine;
using Gatehouse.Capture;
using Gatehouse.Diagnosis;

namespace Gatehouse.Cli.Options;

/// <summary>Options of <c>diagnose</c>, and what they come to.</summary>
internal sealed class DiagnoseOptions
{
    private readonly Argument<string[]> _files = new("FILE")
    {
        Description = "Captures, packet lists pasted as text, logs, settings (ofcscan.ini, .reg), folders and zip archives of these; - for standard input. What a file is, its content tells",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string[]> _at = new("--at")
    {
        Description = "Evidence taken at the vantage point NAME; the order given is the path from client to server",
        HelpName = "NAME=FILE",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string[]> _servers = new("--server")
    {
        Description = "The server traffic is expected to (an IPv6 address in brackets; without a port, any port); may be repeated",
        HelpName = "HOST:PORT",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string?> _endpoint = new("--endpoint")
    {
        Description = "Only the endpoint with this IP address, hardware address or user name",
        HelpName = "ADDRESS|MAC|USER",
    };

    private readonly Option<string?> _expectIssuer = new("--expect-issuer")
    {
        Description = "Text that the issuer of the server's certificate must contain",
        HelpName = "TEXT",
    };

    private readonly Option<string?> _expectCertificate = new("--expect-cert")
    {
        Description = "The certificate (PEM or DER) that the server must present",
        HelpName = "FILE",
    };

    private readonly Option<string?> _since = new("--since")
    {
        Description = "Leave out frames and log entries before T: 2018-05-17T16:09:20Z, with an offset such as +08:00, or without for UTC",
        HelpName = "T",
    };

    private readonly Option<string?> _until = new("--until")
    {
        Description = "Leave out frames and log entries after T",
        HelpName = "T",
    };

    private readonly Option<string?> _logZone = new("--log-zone")
    {
        Description = "Time zone of logs without one: a name such as Asia/Shanghai, or an offset such as +08:00; default: the best fit with the captures",
        HelpName = "ZONE",
    };

    /// <summary>Adds them to the command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_files);
        foreach (Option option in new Option[] { _at, _servers, _endpoint, _expectIssuer, _expectCertificate, _since, _until, _logZone })
        {
            command.Add(option);
        }
    }

    /// <summary>Reads what was given.</summary>
    /// <exception cref="UserError">A value cannot be understood.</exception>
    public DiagnosisOptions Read(ParseResult result)
    {
        List<EvidenceInput> inputs =
        [
            .. (result.GetValue(_at) ?? []).Select(OptionValues.VantagePoint),
            .. (result.GetValue(_files) ?? []).Select(file => OptionValues.Evidence(file, result)),
        ];
        if (inputs.Count == 0)
        {
            throw new UserError("no evidence given; name a capture or a log, or - for standard input; see gatehouse diagnose --help");
        }

        if (inputs.Count(input => input.Path == "-") > 1)
        {
            throw new UserError("standard input (-) can be read only once; save it to a file and name that");
        }

        Timestamp since = OptionValues.Time(result.GetValue(_since), "--since");
        Timestamp until = OptionValues.Time(result.GetValue(_until), "--until");
        if (since.IsKnown && until.IsKnown && since.Nanoseconds > until.Nanoseconds)
        {
            throw new UserError("--since is later than --until, which leaves nothing; change the two");
        }

        return new DiagnosisOptions
        {
            Inputs = inputs,
            Servers = [.. (result.GetValue(_servers) ?? []).Select(OptionValues.Server)],
            Endpoint = OptionValues.Endpoint(result.GetValue(_endpoint)),
            ExpectIssuer = OptionValues.Text(result.GetValue(_expectIssuer), "--expect-issuer"),
            ExpectCertificateSha256 = result.GetValue(_expectCertificate) is { } file ? OptionValues.CertificateSha256(file) : null,
            Since = since,
            Until = until,
            LogZone = OptionValues.Zone(result.GetValue(_logZone)),
        };
    }
}
