namespace Gatehouse.Cli.Commands.Storms;

/// <summary>How endpoints arrive.</summary>
internal enum ArrivalKind
{
    /// <summary>All in the same moment.</summary>
    All,

    /// <summary>Evenly over a time.</summary>
    Ramp,

    /// <summary>Few early, most around the middle, few late: a bell.</summary>
    NineOClock,

    /// <summary>One after the other and round again, so that all that they do begins evenly over a time.</summary>
    Steady,
}
