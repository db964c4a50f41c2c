namespace Gatehouse.Capture;

/// <summary>Reads one capture once, front to back. A damaged capture ends early and says so in <see cref="Problems"/>.</summary>
public abstract class CaptureReader : IDisposable
{
    /// <summary>The format in short: "pcap", "pcapng".</summary>
    public abstract string Kind { get; }

    /// <summary>What was lost, repaired or odd so far: each kind of problem once, with a count.</summary>
    public CaptureProblems Problems { get; } = new();

    /// <summary>Interfaces described so far, in file order; formats without interface records have one.</summary>
    public abstract IReadOnlyList<CaptureInterface> Interfaces { get; }

    /// <summary>Octets of the input consumed so far (of the compressed input where there is one), for progress.</summary>
    public abstract long Position { get; }

    /// <summary>Reads the next frame.</summary>
    /// <returns>False at the end of what can be read.</returns>
    public abstract bool TryRead(out Frame frame);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the input.</summary>
    protected abstract void Dispose(bool disposing);
}
