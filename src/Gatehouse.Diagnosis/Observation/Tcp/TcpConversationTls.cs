using Gatehouse.Diagnosis.Observation.Tls;

namespace Gatehouse.Diagnosis.Observation.Tcp;

/// <summary>How the TLS conversation of a connection went, told from what the connection did around it.</summary>
public static class TcpConversationTls
{
    /// <summary>
    /// Judges the outcome. A handshake that completes and is left by the client at once, without a word of its own, is not
    /// established: that is how some clients refuse a certificate. Of one direction alone nothing can be told.
    /// </summary>
    public static TlsOutcome TlsOutcome(this TcpConversation conversation) =>
        conversation is { Tls: { } tls, IsOneSided: false } ? tls.Outcome(conversation.EndedBy) : Tls.TlsOutcome.Incomplete;
}
