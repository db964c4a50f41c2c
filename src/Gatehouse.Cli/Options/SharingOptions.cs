using System.CommandLine;

namespace Gatehouse.Cli.Options;

/// <summary>Options of <c>diagnose</c> for showing a case to others.</summary>
internal sealed class SharingOptions
{
    /// <summary>The option that names the extract.</summary>
    public const string ExtractName = "--extract";

    private readonly Option<string?> _extract = new(ExtractName)
    {
        Description = "Also write the frames that prove the findings: an interface for each vantage point, clocks corrected, findings as comments",
        HelpName = "FILE.pcapng",
    };

    private readonly Option<bool> _redact = new("--redact")
    {
        Description = "Give users, names, addresses and hardware addresses pseudonyms in the report and in the extract, and leave payloads out",
    };

    /// <summary>Adds them to the command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_extract);
        command.Add(_redact);
    }

    /// <summary>Reads what was given.</summary>
    public Sharing Read(ParseResult result) => new(result.GetValue(_extract), result.GetValue(_redact));
}
