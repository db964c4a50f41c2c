namespace Gatehouse.Agent.Running;

/// <summary>How much a check looks at.</summary>
internal enum CheckKind
{
    /// <summary>Everything the policy asks for.</summary>
    Full,

    /// <summary>What is looked at again while online; the rest stays as it was.</summary>
    Online,
}
