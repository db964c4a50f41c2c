namespace Gatehouse.Diagnosis.Judgement.Tls;

/// <summary>Alert descriptions (RFC 8446 section 6) that rules tell apart, and what they mean to the one who looks for a cause.</summary>
internal static class TlsAlerts
{
    public const byte CloseNotify = 0;
    public const byte HandshakeFailure = 40;
    public const byte NoCertificate = 41;
    public const byte BadCertificate = 42;
    public const byte CertificateRevoked = 44;
    public const byte CertificateExpired = 45;
    public const byte UnknownAuthority = 48;
    public const byte AccessDenied = 49;
    public const byte ProtocolVersion = 70;
    public const byte InsufficientSecurity = 71;
    public const byte InternalError = 80;
    public const byte InappropriateFallback = 86;
    public const byte UserCanceled = 90;
    public const byte NoRenegotiation = 100;
    public const byte UnrecognizedName = 112;
    public const byte BadStatusResponse = 113;
    public const byte CertificateRequired = 116;

    /// <summary>Whether the alert is about the certificate of the side that receives it.</summary>
    public static bool IsAboutCertificate(byte description) =>
        description is >= BadCertificate and <= AccessDenied and not 47 or BadStatusResponse or CertificateRequired;

    /// <summary>Whether senders that use level "warning" for this one go on afterwards.</summary>
    public static bool IsMereWarning(byte description) =>
        description is CloseNotify or NoCertificate or UserCanceled or NoRenegotiation or UnrecognizedName;

    /// <summary>What the alert means, as the end of a sentence that begins "This alert means that".</summary>
    public static string Meaning(byte description) => description switch
    {
        10 => "a message came that does not belong there: the peer speaks something else than TLS, a device between the two changes the stream, or one of the two has a defect",
        20 or 21 or 51 => "a record or signature did not verify: something between the two changes the stream, the keys differ, or a certificate does not fit its private key",
        22 => "a record was longer than allowed: something between the two changes the stream, or it is not TLS",
        30 => "compressed data could not be expanded",
        HandshakeFailure => "no acceptable set of parameters was found: no cipher suite, key-exchange group or signature algorithm in common, a server name it does not serve, or no usable certificate of its own",
        BadCertificate => "the certificate is corrupt, or was refused for a reason the sender keeps to itself",
        43 => "the certificate is of a kind the sender does not support",
        CertificateRevoked => "the certificate was revoked by its issuer",
        CertificateExpired => "the certificate has expired or is not valid at present by the sender's clock",
        46 => "the certificate was refused for another reason than the named ones",
        47 => "a field had a value that is not allowed; a client that offered TLS 1.3 also sends it when it finds the mark of a forced downgrade in the server's random",
        UnknownAuthority => "the certificate's issuer is not among those the sender trusts, or the chain is incomplete",
        AccessDenied => "the certificate is valid but its holder is not let in",
        50 => "a message could not be decoded: a device between the two changes the stream, or one of the two has a defect",
        60 => "an export restriction of the 1990s was violated",
        ProtocolVersion => "the protocol version offered is recognised and not supported",
        InsufficientSecurity => "the cipher suites offered are weaker than the sender requires",
        InternalError => "the sender failed for a reason of its own, such as a certificate or key it cannot load; its log says more",
        InappropriateFallback => "the client repeats an attempt with an older version than both support: not this attempt failed but the one before it",
        UserCanceled => "the handshake was given up for a reason that has nothing to do with the protocol",
        109 => "an extension is missing that the version requires",
        110 => "the peer answered an extension that was not asked for",
        UnrecognizedName => "the server does not serve the name in the client's hello",
        BadStatusResponse => "the revocation status that came with the certificate was not accepted",
        115 => "the pre-shared key's identity is not known",
        CertificateRequired => "a client certificate is required and none was presented",
        120 => "none of the application protocols offered (ALPN) is supported",
        121 => "the encrypted ClientHello could not be read with the server's present keys",
        _ => "the sender gave up for a reason with no registered meaning",
    };
}
