using Gatehouse.Diagnosis.Observation.Tls;

namespace Gatehouse.Diagnosis.Observation.Tcp;

/// <summary>How the TLS conversation of a connection went, told from what the connection did around it.</summary>
public static class TcpConversationTls
{
    /// <summary>
    /// Judges the outcome. A handshake that completes and is left by the client at once, without a word of its own, is not
    /// established: that is how some clients refuse a certificate.
    /// </summary>
    public static TlsOutcome TlsOutcome(this TcpConversation conversation)
    {
        if (conversation.Tls is not { } tls)
        {
            return Tls.TlsOutcome.Incomplete;
        }

        bool ended = conversation.EndedBy != TcpEnding.None;
        if (tls.IsHandshakeComplete)
        {
            bool wasUsed = tls.ClientUsedIt || tls.ServerUsedIt || !ended;
            return wasUsed && tls.FatalAlert is null ? Tls.TlsOutcome.Established : Tls.TlsOutcome.Aborted;
        }

        if (!ended && tls.FatalAlert is null)
        {
            return Tls.TlsOutcome.Incomplete;
        }

        if (tls.ClientHello is null)
        {
            return Tls.TlsOutcome.Incomplete;
        }

        return tls.ServerHello is null ? Tls.TlsOutcome.Refused : Tls.TlsOutcome.Aborted;
    }
}
