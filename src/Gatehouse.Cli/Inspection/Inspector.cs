using Gatehouse.Diagnosis.Inspection;

namespace Gatehouse.Cli.Inspection;

/// <summary>What inspectors share: each only says how its records look.</summary>
/// <typeparam name="TRecord">The records.</typeparam>
internal abstract class Inspector<TRecord> : IInspector
    where TRecord : class
{
    public abstract string Name { get; }

    public abstract string Description { get; }

    public abstract IReadOnlyList<string> Columns { get; }

    public IEnumerable<InspectionRecord> Inspect(InspectionRequest request, CancellationToken cancellation) =>
        Read(request, cancellation).Select(record => new InspectionRecord(InspectionJson.Line(record), Cells(record), [.. Lines(record)]));

    /// <summary>Reads the captures.</summary>
    protected abstract IEnumerable<TRecord> Read(InspectionRequest request, CancellationToken cancellation);

    /// <summary>One cell for each column.</summary>
    protected abstract IReadOnlyList<string> Cells(TRecord record);

    /// <summary>The record to read, the first line naming it.</summary>
    protected abstract IEnumerable<string> Lines(TRecord record);
}
