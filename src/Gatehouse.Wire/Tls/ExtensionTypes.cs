namespace Gatehouse.Wire.Tls;

/// <summary>Extension types likely to be met (IANA "TLS ExtensionType Values" registry) and their names.</summary>
public static class ExtensionTypes
{
    /// <summary>server_name (RFC 6066).</summary>
    public const ushort ServerName = 0;

    /// <summary>max_fragment_length (RFC 6066).</summary>
    public const ushort MaxFragmentLength = 1;

    /// <summary>status_request (RFC 6066).</summary>
    public const ushort StatusRequest = 5;

    /// <summary>supported_groups (RFC 8422, RFC 7919).</summary>
    public const ushort SupportedGroups = 10;

    /// <summary>ec_point_formats (RFC 8422).</summary>
    public const ushort EcPointFormats = 11;

    /// <summary>signature_algorithms (RFC 8446).</summary>
    public const ushort SignatureAlgorithms = 13;

    /// <summary>use_srtp (RFC 5764).</summary>
    public const ushort UseSrtp = 14;

    /// <summary>heartbeat (RFC 6520).</summary>
    public const ushort Heartbeat = 15;

    /// <summary>application_layer_protocol_negotiation (RFC 7301).</summary>
    public const ushort ApplicationLayerProtocolNegotiation = 16;

    /// <summary>status_request_v2 (RFC 6961).</summary>
    public const ushort StatusRequestV2 = 17;

    /// <summary>signed_certificate_timestamp (RFC 6962).</summary>
    public const ushort SignedCertificateTimestamp = 18;

    /// <summary>padding (RFC 7685).</summary>
    public const ushort Padding = 21;

    /// <summary>encrypt_then_mac (RFC 7366).</summary>
    public const ushort EncryptThenMac = 22;

    /// <summary>extended_master_secret (RFC 7627).</summary>
    public const ushort ExtendedMasterSecret = 23;

    /// <summary>compress_certificate (RFC 8879).</summary>
    public const ushort CompressCertificate = 27;

    /// <summary>record_size_limit (RFC 8449).</summary>
    public const ushort RecordSizeLimit = 28;

    /// <summary>delegated_credential (RFC 9345).</summary>
    public const ushort DelegatedCredential = 34;

    /// <summary>session_ticket (RFC 5077).</summary>
    public const ushort SessionTicket = 35;

    /// <summary>pre_shared_key (RFC 8446).</summary>
    public const ushort PreSharedKey = 41;

    /// <summary>early_data (RFC 8446).</summary>
    public const ushort EarlyData = 42;

    /// <summary>supported_versions (RFC 8446).</summary>
    public const ushort SupportedVersions = 43;

    /// <summary>cookie (RFC 8446).</summary>
    public const ushort Cookie = 44;

    /// <summary>psk_key_exchange_modes (RFC 8446).</summary>
    public const ushort PskKeyExchangeModes = 45;

    /// <summary>certificate_authorities (RFC 8446).</summary>
    public const ushort CertificateAuthorities = 47;

    /// <summary>oid_filters (RFC 8446).</summary>
    public const ushort OidFilters = 48;

    /// <summary>post_handshake_auth (RFC 8446).</summary>
    public const ushort PostHandshakeAuth = 49;

    /// <summary>signature_algorithms_cert (RFC 8446).</summary>
    public const ushort SignatureAlgorithmsCert = 50;

    /// <summary>key_share (RFC 8446).</summary>
    public const ushort KeyShare = 51;

    /// <summary>connection_id (RFC 9146).</summary>
    public const ushort ConnectionId = 54;

    /// <summary>quic_transport_parameters (RFC 9000).</summary>
    public const ushort QuicTransportParameters = 57;

    /// <summary>encrypted_client_hello (draft-ietf-tls-esni).</summary>
    public const ushort EncryptedClientHello = 0xFE0D;

    /// <summary>renegotiation_info (RFC 5746).</summary>
    public const ushort RenegotiationInfo = 0xFF01;

    /// <summary>The registered name, "server_name"; "0x1234" when it is not listed here.</summary>
    public static string Name(ushort type) => type switch
    {
        ServerName => "server_name",
        MaxFragmentLength => "max_fragment_length",
        StatusRequest => "status_request",
        SupportedGroups => "supported_groups",
        EcPointFormats => "ec_point_formats",
        SignatureAlgorithms => "signature_algorithms",
        UseSrtp => "use_srtp",
        Heartbeat => "heartbeat",
        ApplicationLayerProtocolNegotiation => "application_layer_protocol_negotiation",
        StatusRequestV2 => "status_request_v2",
        SignedCertificateTimestamp => "signed_certificate_timestamp",
        Padding => "padding",
        EncryptThenMac => "encrypt_then_mac",
        ExtendedMasterSecret => "extended_master_secret",
        CompressCertificate => "compress_certificate",
        RecordSizeLimit => "record_size_limit",
        DelegatedCredential => "delegated_credential",
        SessionTicket => "session_ticket",
        PreSharedKey => "pre_shared_key",
        EarlyData => "early_data",
        SupportedVersions => "supported_versions",
        Cookie => "cookie",
        PskKeyExchangeModes => "psk_key_exchange_modes",
        CertificateAuthorities => "certificate_authorities",
        OidFilters => "oid_filters",
        PostHandshakeAuth => "post_handshake_auth",
        SignatureAlgorithmsCert => "signature_algorithms_cert",
        KeyShare => "key_share",
        ConnectionId => "connection_id",
        QuicTransportParameters => "quic_transport_parameters",
        EncryptedClientHello => "encrypted_client_hello",
        RenegotiationInfo => "renegotiation_info",
        _ => $"0x{type:x4}",
    };
}
