using Gatehouse.Capture.Input;

namespace Gatehouse.Capture;

/// <summary>What readers of capture files share: the window over the file, and how reading ends.</summary>
internal abstract class BinaryCaptureReader(OctetSource source) : CaptureReader
{
    /// <summary>Longest record or block that is read, in octets; as much as the field's other readers accept.</summary>
    protected const int MostRecordLength = 16 * 1024 * 1024;

    /// <inheritdoc/>
    public sealed override long Position => Source.Position;

    /// <summary>The window over the file.</summary>
    protected OctetSource Source { get; } = source;

    /// <summary>Whether nothing more can be read.</summary>
    protected bool Ended { get; private set; }

    /// <summary>Ends reading where the input ends: between records, or inside the one at the window.</summary>
    /// <param name="record">What the last record is, should it be cut.</param>
    protected void EndOfInput(string record)
    {
        Ended = true;
        if (Source.Failure is { } failure)
        {
            Problems.Add(failure.Kind, Source.Offset, failure.Detail);
        }
        else if (Source.Available > 0)
        {
            Problems.Add(
                CaptureProblemKind.Truncated,
                Source.Offset,
                FormattableString.Invariant($"the file ends inside {record}; its last {Source.Available} octets were not read"));
        }
    }

    /// <summary>Ends reading because the record at the window contradicts the format.</summary>
    /// <param name="what">What contradicts it.</param>
    protected void StopDamaged(string what)
    {
        Ended = true;
        long offset = Source.Offset;
        long left = Source.Drain();
        Problems.Add(
            CaptureProblemKind.Damaged,
            offset,
            FormattableString.Invariant($"{what}; reading stopped there and {left} octets were not read"));
        if (Source.Failure is { } failure)
        {
            Problems.Add(failure.Kind, Source.Offset, failure.Detail);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Source.Dispose();
        }
    }
}
