using Gatehouse.Diagnosis.Observation;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Tls;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Judgement.Tls;

/// <summary>A client that completes a handshake, asks nothing and says goodbye (close_notify): probes do, and so do clients that refuse a certificate.</summary>
internal static class CloseNotify
{
    /// <summary>
    /// The frame of the client's goodbye, when that is all it said over the connection and it said so before the server ended it; else 0.
    /// </summary>
    public static long OfUnused(TcpConversation conversation)
    {
        if (conversation.Tls is not { IsHandshakeComplete: true, ClientUsedIt: false, ServerUsedIt: false, IsResumed: false } tls)
        {
            return 0;
        }

        long goodbye = tls.Version >= TlsVersions.Tls13 ? InTls13(conversation, tls) : InTls12(tls);
        return goodbye != 0 && !IsBefore(conversation.FromServer.FinFrame, goodbye) && !IsBefore(conversation.FromServer.Reset?.Frame ?? 0, goodbye)
            ? goodbye
            : 0;
    }

    /// <summary>Whether the certificate could be read, nothing is wrong with it and the client left with a goodbye: a probe.</summary>
    public static bool WasProbeOfFittingCertificate(TcpConversation conversation) =>
        OfUnused(conversation) != 0 && CertificateCheck.Of(conversation) is (CertificateProblem.None, not null);

    private static bool IsBefore(long frame, long other) => frame != 0 && frame < other;

    /// <summary>An alert behind the handshake; one of the server that comes first makes the client's an echo.</summary>
    private static long InTls12(TlsConversation tls) =>
        tls.Alerts is [{ From: Side.Client, Alert: { IsEncrypted: true } or { Description: TlsAlerts.CloseNotify } }, ..] ? tls.Alerts[0].Frame : 0;

    private static long InTls13(TcpConversation conversation, TlsConversation tls) =>
        Tls13ClientFlight.Of(tls).Kind is ClientFlightKind.Finished or ClientFlightKind.Certificate or ClientFlightKind.EmptyCertificate
        && tls.FromClient.ApplicationDataRecords > 1
        && tls.FromClient.LastApplicationDataLength == Tls13ClientFlight.AlertLength(tls.ServerHello!.CipherSuite)
            ? conversation.FromClient.LastPayloadFrame
            : 0;
}
