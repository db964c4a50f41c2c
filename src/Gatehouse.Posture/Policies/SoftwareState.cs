namespace Gatehouse.Posture.Policies;

/// <summary>Where software is looked for.</summary>
public enum SoftwareState
{
    /// <summary>Among what is installed.</summary>
    Installed = 0,

    /// <summary>Among what runs.</summary>
    Running = 1,
}
