using Gatehouse.Diagnosis.Findings;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Comparison.Exchanges;

/// <summary>Which exchange is looked for in the evidence of one side.</summary>
internal sealed record ExchangeTarget
{
    /// <summary>This very conversation; null when it is not known.</summary>
    public ConversationName? Conversation { get; init; }

    /// <summary>A conversation with this server; null for any.</summary>
    public IpEndpoint? Server { get; init; }

    /// <summary>A conversation with the server of this name; null when it has none.</summary>
    public string? Name { get; init; }

    /// <summary>"tcp" or "udp"; null for either.</summary>
    public string? Protocol { get; init; }

    /// <summary>Whether it is a security check.</summary>
    public bool IsSecurityCheck { get; init; }

    /// <summary>The server that the user named; null when none.</summary>
    public ServerExpectation? Expected { get; init; }

    /// <summary>Whether one that succeeded is wanted.</summary>
    public bool WantsSuccess { get; init; }

    /// <summary>Whether nothing is known that could be looked for, so that the most telling conversation is taken.</summary>
    public bool IsOpen => Conversation is null && Server is null && Name is null && Expected is null && !IsSecurityCheck;
}
