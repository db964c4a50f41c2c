namespace Gatehouse.Diagnosis.Settings;

/// <summary>What agents and server speak with each other.</summary>
internal enum Transport
{
    /// <summary>The settings do not say, or contradict themselves.</summary>
    Unknown,

    /// <summary>HTTP in the clear.</summary>
    Http,

    /// <summary>HTTPS.</summary>
    Https,
}
