using Gatehouse.Capture;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Tls;
using Gatehouse.Wire.Ip;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Judgement;

/// <summary>What all connections of a source say about one server: its habits, against which a failing one is judged.</summary>
public sealed class ServerProfile
{
    /// <summary>Most TLS versions, cipher suites and certificates remembered of one server.</summary>
    public const int MostRemembered = 8;

    private readonly List<AcceptedVersion> _versions = [];
    private readonly List<(string Sha256, string Issuer)> _certificates = [];
    private readonly List<ushort> _cipherSuites = [];

    internal ServerProfile(IpEndpoint server) => Server = server;

    /// <summary>The server.</summary>
    public IpEndpoint Server { get; }

    /// <summary>Connections tried.</summary>
    public long Attempts { get; private set; }

    /// <summary>Connections that the server accepted.</summary>
    public long Accepted { get; private set; }

    /// <summary>TLS connections that were established.</summary>
    public long TlsEstablished { get; private set; }

    /// <summary>TLS connections that were refused or given up.</summary>
    public long TlsFailed { get; private set; }

    /// <summary>Connections in which the server spoke HTTP in the clear.</summary>
    public long SpokeHttp { get; private set; }

    /// <summary>Connections in which the server spoke TLS.</summary>
    public long SpokeTls { get; private set; }

    /// <summary>TLS versions the server agreed to.</summary>
    public IReadOnlyList<AcceptedVersion> Versions => _versions;

    /// <summary>Cipher suites the server chose, without those that printed packets do not name.</summary>
    public IReadOnlyList<ushort> CipherSuites => _cipherSuites;

    /// <summary>The last frame in which it answered HTTP in the clear without an error; 0 when it never did.</summary>
    public long LastHttpSuccessFrame { get; private set; }

    /// <summary>Certificates the server showed: SHA-256 and issuer.</summary>
    public IReadOnlyList<(string Sha256, string Issuer)> Certificates => _certificates;

    /// <summary>Time to live of its first SYN-ACK; 0 when none was captured.</summary>
    public byte SynAckTtl { get; private set; }

    /// <summary>Most octets of payload in one packet that the server delivered.</summary>
    public int LargestDelivered { get; private set; }

    internal void Learn(TcpConversation conversation)
    {
        Attempts++;
        if (conversation.FromServer.SynFrame != 0)
        {
            Accepted++;
            if (SynAckTtl == 0)
            {
                SynAckTtl = conversation.FromServer.Ttl;
            }
        }

        LargestDelivered = Math.Max(LargestDelivered, conversation.FromServer.LargestAcknowledgedPayload);
        SpokeHttp += conversation.ServerKind == StreamKind.Http ? 1 : 0;
        SpokeTls += conversation is { ServerKind: StreamKind.Tls, TunnelFrame: 0 } ? 1 : 0;
        if (conversation.Http is { Responses: > 0, ErrorStatus: 0 } http)
        {
            LastHttpSuccessFrame = Math.Max(LastHttpSuccessFrame, http.ResponseFrame);
        }

        // What is said inside a tunnel says nothing about the proxy.
        if (conversation is { Tls: { } tls, TunnelFrame: 0 })
        {
            Learn(conversation, tls);
        }
    }

    private void Learn(TcpConversation conversation, TlsConversation tls)
    {
        TlsOutcome outcome = conversation.TlsOutcome();
        TlsEstablished += outcome == TlsOutcome.Established ? 1 : 0;
        TlsFailed += outcome is TlsOutcome.Refused or TlsOutcome.Aborted ? 1 : 0;

        if (tls.ServerHello is { } hello)
        {
            Learn(hello.Version, tls.ServerHelloFrame, tls.ServerHelloTime);
            if (hello.CipherSuite != 0 && _cipherSuites.Count < MostRemembered && !_cipherSuites.Contains(hello.CipherSuite))
            {
                _cipherSuites.Add(hello.CipherSuite);
            }
        }

        if (tls.Certificates.Count > 0 && _certificates.Count < MostRemembered)
        {
            Learn(tls.Certificates[0]);
        }
    }

    private void Learn(CertificateFacts certificate)
    {
        foreach ((string known, _) in _certificates)
        {
            if (known == certificate.Sha256)
            {
                return;
            }
        }

        _certificates.Add((certificate.Sha256, certificate.Issuer));
    }

    private void Learn(ushort version, long frame, Timestamp time)
    {
        foreach (AcceptedVersion accepted in _versions)
        {
            if (accepted.Version == version)
            {
                accepted.Again(frame, time);
                return;
            }
        }

        if (_versions.Count < MostRemembered)
        {
            _versions.Add(new AcceptedVersion(version, frame, time));
        }
    }
}
