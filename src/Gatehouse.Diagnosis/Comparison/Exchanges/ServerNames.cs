using Gatehouse.Diagnosis.Observation.Tcp;

namespace Gatehouse.Diagnosis.Comparison.Exchanges;

/// <summary>Finds the name by which a client asked for its server.</summary>
internal static class ServerNames
{
    /// <summary>The name in the ClientHello, the target of a proxy's tunnel, or the host of an HTTP request; null when there is none.</summary>
    public static string? Of(TcpConversation? conversation) =>
        conversation?.Tls?.ClientHello?.ServerName
        ?? (conversation?.Http is { IsConnect: true } proxied ? Host(proxied.Target) : Host(conversation?.Http?.Host));

    /// <summary>"policy.example:8080" without its port.</summary>
    private static string? Host(string? authority)
    {
        int colon = authority?.LastIndexOf(':') ?? -1;
        return colon > 0 ? authority![..colon] : authority;
    }
}
