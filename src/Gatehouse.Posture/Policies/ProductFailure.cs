namespace Gatehouse.Posture.Policies;

/// <summary>The ways a required product can fail.</summary>
public enum ProductFailure
{
    /// <summary>None of the accepted products is installed.</summary>
    NotInstalled = 0,

    /// <summary>It is installed and does not run.</summary>
    NotRunning = 1,

    /// <summary>Its engine is too old.</summary>
    OldEngine = 2,

    /// <summary>Its definitions are too old.</summary>
    OldDefinitions = 3,
}
