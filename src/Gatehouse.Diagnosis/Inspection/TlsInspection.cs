using Gatehouse.Diagnosis.Observation;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Tls;
using Gatehouse.Diagnosis.Observation.Udp;

namespace Gatehouse.Diagnosis.Inspection;

/// <summary>One TLS or DTLS conversation. Version and suite numbers are four lower-case hexadecimal digits.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="Stream">Number of the TCP connection, or of the UDP conversation, in its source, from 0.</param>
/// <param name="Protocol">"tcp", or "udp" for DTLS.</param>
/// <param name="Client">Who said ClientHello, or would have: "10.0.0.1:50000".</param>
/// <param name="Server">The other end.</param>
/// <param name="ClientHello">The first ClientHello; null when none was seen.</param>
/// <param name="ServerHello">The ServerHello; null when none was seen.</param>
/// <param name="Certificates">The server's certificates, its own first; empty when they are encrypted or were not seen.</param>
/// <param name="Alerts">Alerts in order.</param>
/// <param name="Outcome">"established", "refused", "aborted" or "incomplete".</param>
/// <param name="EndedBy">"client-fin", "server-fin", "client-rst", "server-rst", whichever came first, or "none".</param>
public sealed record TlsInspection(
    string Source,
    long Stream,
    string Protocol,
    string Client,
    string Server,
    ClientHelloInspection? ClientHello,
    ServerHelloInspection? ServerHello,
    IReadOnlyList<CertificateInspection> Certificates,
    IReadOnlyList<AlertInspection> Alerts,
    string Outcome,
    string EndedBy)
{
    internal static TlsInspection Of(string source, TcpConversation conversation)
    {
        TlsConversation tls = conversation.Tls ?? throw new ArgumentException("There is no TLS in the connection.", nameof(conversation));
        return new TlsInspection(
            source,
            conversation.Stream,
            "tcp",
            conversation.Client.ToString(),
            conversation.Server.ToString(),
            ClientHelloInspection.Of(tls),
            ServerHelloInspection.Of(tls),
            [.. tls.Certificates.Select(CertificateInspection.Of)],
            [.. tls.Alerts.Select(AlertInspection.Of)],
            InspectionWords.Of(conversation.TlsOutcome()),
            InspectionWords.Of(conversation.EndedBy));
    }

    internal static TlsInspection Of(string source, UdpConversation conversation)
    {
        TlsConversation tls = conversation.Dtls ?? throw new ArgumentException("There is no DTLS in the conversation.", nameof(conversation));
        bool swapped = conversation.DtlsClient == Side.Server;
        return new TlsInspection(
            source,
            conversation.Stream,
            "udp",
            (swapped ? conversation.Server : conversation.Client).ToString(),
            (swapped ? conversation.Client : conversation.Server).ToString(),
            ClientHelloInspection.Of(tls),
            ServerHelloInspection.Of(tls),
            [],
            [.. tls.Alerts.Select(AlertInspection.Of)],
            InspectionWords.Of(conversation.DtlsOutcome),
            InspectionWords.Of(TcpEnding.None));
    }
}
