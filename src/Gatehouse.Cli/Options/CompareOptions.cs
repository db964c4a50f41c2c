using System.CommandLine;
using Gatehouse.Capture;
using Gatehouse.Diagnosis;
using Gatehouse.Diagnosis.Comparison;

namespace Gatehouse.Cli.Options;

/// <summary>Options of <c>compare</c>, and what they come to.</summary>
internal sealed class CompareOptions
{
    private readonly Argument<string[]> _files = new("GOOD BAD")
    {
        Description = "A capture, printed packet list or client log of an endpoint that works, then of one that fails; one file alone when it holds both endpoints",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _server = new("--server")
    {
        Description = "The server whose exchanges are compared (an IPv6 address in brackets; without a port, any port); default: that of the failure",
        HelpName = "HOST:PORT",
    };

    private readonly Option<string?> _endpointGood = new("--endpoint-good")
    {
        Description = "Of GOOD, only the endpoint with this IP address, hardware address or, in logs, user name",
        HelpName = "ADDRESS|MAC|USER",
    };

    private readonly Option<string?> _endpointBad = new("--endpoint-bad")
    {
        Description = "Of BAD, only this endpoint; with both options GOOD and BAD may be one file",
        HelpName = "ADDRESS|MAC|USER",
    };

    /// <summary>Adds them to the command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_files);
        command.Add(_server);
        command.Add(_endpointGood);
        command.Add(_endpointBad);
    }

    /// <summary>Reads what was given.</summary>
    /// <exception cref="UserError">A value cannot be understood.</exception>
    public ComparisonOptions Read(ParseResult result)
    {
        EvidenceInput[] files = [.. (result.GetValue(_files) ?? []).Select(file => OptionValues.Evidence(file, result))];
        string? good = OptionValues.Endpoint(result.GetValue(_endpointGood), "--endpoint-good");
        string? bad = OptionValues.Endpoint(result.GetValue(_endpointBad), "--endpoint-bad");
        if (files.Length == 1 && (good is null || bad is null))
        {
            throw new UserError(
                "compare needs GOOD and BAD; when one file holds both endpoints, name them with --endpoint-good and --endpoint-bad");
        }

        if (files.Length is 0 or > 2)
        {
            throw new UserError($"compare needs two files, GOOD then BAD, and got {files.Length}; see gatehouse compare --help");
        }

        foreach (EvidenceInput file in files)
        {
            Check(file.Path);
        }

        return new ComparisonOptions
        {
            Good = files[0],
            Bad = files[^1],
            Server = result.GetValue(_server) is { } server ? OptionValues.Server(server) : null,
            GoodEndpoint = good,
            BadEndpoint = bad,
        };
    }

    private static void Check(string path)
    {
        if (path == EvidenceFile.StandardInput)
        {
            throw new UserError("compare reads each file twice, which standard input (-) cannot be; save it to a file and name that");
        }

        if (Directory.Exists(path))
        {
            throw new UserError($"'{path}' is a folder; compare takes one file for each side");
        }
    }
}
