using Gatehouse.Diagnosis;
using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Cli;

/// <summary>What a command sees of the world around it; tests put their own in its place.</summary>
internal sealed class Surroundings
{
    /// <summary>Columns of output that goes to a file or a pipe.</summary>
    public const int WidthWithoutTerminal = 100;

    /// <summary>Standard output.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Standard error.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Whether standard output is a terminal.</summary>
    public bool OutIsTerminal { get; init; }

    /// <summary>Whether standard error is a terminal.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Columns of the terminal.</summary>
    public int Width { get; init; } = WidthWithoutTerminal;

    /// <summary>Looks an environment variable up; null when it is not set.</summary>
    public Func<string, string?> Variable { get; init; } = _ => null;

    /// <summary>The engine.</summary>
    public Func<DiagnosisOptions, IProgress<ReadProgress>?, CancellationToken, Report> Diagnose { get; init; } = DiagnosisEngine.Run;

    /// <summary>Cancelled by Ctrl-C.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Whether text on standard output may have colours: on a terminal, unless NO_COLOR is set (no-color.org) or it is a dumb one.</summary>
    public bool OutHasColour => OutIsTerminal && AllowsColour;

    /// <summary>Whether standard error may be drawn on; under the same terms.</summary>
    public bool ErrorHasColour => ErrorIsTerminal && AllowsColour;

    private bool AllowsColour => string.IsNullOrEmpty(Variable("NO_COLOR")) && Variable("TERM") != "dumb";
}
