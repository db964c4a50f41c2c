namespace Gatehouse.Diagnosis.Comparison.Exchanges;

/// <summary>How well a conversation answers to what was looked for; a higher value is better.</summary>
internal enum ExchangeMatch
{
    /// <summary>It is something else.</summary>
    None,

    /// <summary>Nothing in particular was looked for.</summary>
    Any,

    /// <summary>The same host on another port.</summary>
    SameHost,

    /// <summary>The same port of another host.</summary>
    SamePort,

    /// <summary>A security check with another server.</summary>
    SecurityCheck,

    /// <summary>The server has the same name and another address or port.</summary>
    SameName,

    /// <summary>The same server, or one that the user named.</summary>
    SameServer,

    /// <summary>The very conversation.</summary>
    Same,
}
