namespace Gatehouse.Posture.Verdicts;

/// <summary>What an endpoint may do. Numbers are those of <see cref="PostureAction"/>.</summary>
public enum VerdictKind
{
    /// <summary>Everything its access list allows.</summary>
    Admitted = 0,

    /// <summary>As admitted; the user is told what to mend.</summary>
    Reminded = 1,

    /// <summary>Reach the repair servers only.</summary>
    Isolated = 2,

    /// <summary>Nothing.</summary>
    Offline = 3,
}
