namespace Gatehouse.Capture;

/// <summary>Problems met while reading, folded: each kind once, with a count and the first place it was met.</summary>
public sealed class CaptureProblems
{
    private readonly Dictionary<CaptureProblemKind, CaptureProblem> _byKind = [];

    /// <summary>All problems, in order of kind.</summary>
    public IEnumerable<CaptureProblem> All => _byKind.Values.OrderBy(problem => problem.Kind);

    /// <summary>How often a kind of problem was met.</summary>
    public long CountOf(CaptureProblemKind kind) => _byKind.TryGetValue(kind, out CaptureProblem? problem) ? problem.Count : 0;

    /// <summary>Notes a problem.</summary>
    /// <param name="kind">What is wrong.</param>
    /// <param name="offset">Octet offset in the (decompressed) file.</param>
    /// <param name="detail">The number or name that makes it concrete, kept of the first occurrence: a link type, a length.</param>
    /// <param name="count">How often: 1, or what one record tells at once (frames dropped). The sum saturates.</param>
    public void Add(CaptureProblemKind kind, long offset, string? detail = null, long count = 1) =>
        _byKind[kind] = _byKind.TryGetValue(kind, out CaptureProblem? known)
            ? known with { Count = known.Count > long.MaxValue - count ? long.MaxValue : known.Count + count }
            : new CaptureProblem(kind, count, offset, detail);
}
