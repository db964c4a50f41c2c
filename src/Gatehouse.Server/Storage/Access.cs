namespace Gatehouse.Server.Storage;

/// <summary>What an endpoint may reach, as enforcement has it; the numbers are stored.</summary>
internal enum Access
{
    /// <summary>Nothing.</summary>
    Off = 1,

    /// <summary>Repair servers only.</summary>
    Isolated = 2,

    /// <summary>What policy allows an admitted endpoint.</summary>
    Admitted = 3,
}
