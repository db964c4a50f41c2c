using Gatehouse.Diagnosis.Inspection;

namespace Gatehouse.Cli.Inspection;

/// <summary>One subcommand of <c>gatehouse inspect</c>: lists what was seen of one protocol, without judging.</summary>
internal interface IInspector
{
    /// <summary>Name of the subcommand: "tls".</summary>
    string Name { get; }

    /// <summary>What one record is, one phrase: "TLS conversations".</summary>
    string Description { get; }

    /// <summary>Headings of the table.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>Reads the captures and yields records as they are known.</summary>
    /// <exception cref="Capture.CaptureException">A capture could not be opened.</exception>
    IEnumerable<InspectionRecord> Inspect(InspectionRequest request, CancellationToken cancellation);
}
