using Gatehouse.Diagnosis.Observation.Tls;

namespace Gatehouse.Diagnosis.Observation.Tcp;

/// <summary>How the TLS conversation of a connection went, told from what the connection did around it.</summary>
public static class TcpConversationTls
{
    /// <summary>
    /// Judges the outcome. A handshake that completes and is left by the client at once, without a word of its own, is not
    /// established: that is how some clients refuse a certificate.
    /// </summary>
    public static TlsOutcome TlsOutcome(this TcpConversation conversation) =>
        conversation.Tls is { } tls ? tls.Outcome(conversation.EndedBy != TcpEnding.None) : Tls.TlsOutcome.Incomplete;
}
