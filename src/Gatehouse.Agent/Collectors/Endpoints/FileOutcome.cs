namespace Gatehouse.Agent.Collectors.Endpoints;

/// <summary>What became of reading a file.</summary>
public enum FileOutcome
{
    /// <summary>It was read.</summary>
    Read,

    /// <summary>There is none.</summary>
    Missing,

    /// <summary>It may not be read.</summary>
    Denied,

    /// <summary>Reading failed.</summary>
    Failed,
}
