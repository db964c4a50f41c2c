using System.CommandLine;
using Gatehouse.Diagnosis.Reports;

namespace Gatehouse.Cli.Options;

/// <summary>Options that every command understands, before or after its name.</summary>
internal sealed class GlobalOptions
{
    /// <summary>The file to write to instead of standard output.</summary>
    public Option<string?> Out { get; } = new("--out")
    {
        Description = "Write to FILE instead of standard output (-); it appears only when complete, and never over the evidence",
        HelpName = "FILE",
        Recursive = true,
    };

    /// <summary>No colours.</summary>
    public Option<bool> NoColour { get; } = new("--no-color")
    {
        Description = "No colours and no progress bar (also with the environment variable NO_COLOR, and when not writing to a terminal)",
        Recursive = true,
    };

    /// <summary>Only the essential.</summary>
    public Option<bool> Quiet { get; } = new("--quiet", "-q")
    {
        Description = "Only the verdict, one line, and no progress bar",
        Recursive = true,
    };

    /// <summary>Everything.</summary>
    public Option<bool> Verbose { get; } = new("--verbose", "-v")
    {
        Description = "Everything known about every finding; details of an internal error",
        Recursive = true,
    };

    /// <summary>Adds them to the root command.</summary>
    public void AddTo(RootCommand root)
    {
        root.Add(Out);
        root.Add(NoColour);
        root.Add(Quiet);
        root.Add(Verbose);
    }

    /// <summary>Whether the user did not forbid colours and other control of the terminal.</summary>
    public bool WantsColour(ParseResult result) => !result.GetValue(NoColour);

    /// <summary>How much the user wants to read.</summary>
    public TextDetail Detail(ParseResult result) =>
        result.GetValue(Verbose) ? TextDetail.Full
        : result.GetValue(Quiet) ? TextDetail.Brief
        : TextDetail.Normal;
}
