namespace Gatehouse.Wire.Tls;

/// <summary>Names of hello extensions (IANA "TLS ExtensionType Values" registry) that TLS stacks in use send.</summary>
public static class ExtensionNames
{
    /// <summary>The registered name; "GREASE" for the values of RFC 8701, "extension 1234" for a type that is not listed here.</summary>
    public static string Of(ushort type) => type switch
    {
        ExtensionTypes.ServerName => "server_name",
        1 => "max_fragment_length",
        5 => "status_request",
        ExtensionTypes.SupportedGroups => "supported_groups",
        ExtensionTypes.EcPointFormats => "ec_point_formats",
        ExtensionTypes.SignatureAlgorithms => "signature_algorithms",
        15 => "heartbeat",
        ExtensionTypes.ApplicationLayerProtocolNegotiation => "application_layer_protocol_negotiation",
        18 => "signed_certificate_timestamp",
        21 => "padding",
        22 => "encrypt_then_mac",
        23 => "extended_master_secret",
        24 => "token_binding",
        27 => "compress_certificate",
        28 => "record_size_limit",
        35 => "session_ticket",
        ExtensionTypes.PreSharedKey => "pre_shared_key",
        ExtensionTypes.EarlyData => "early_data",
        ExtensionTypes.SupportedVersions => "supported_versions",
        44 => "cookie",
        45 => "psk_key_exchange_modes",
        47 => "certificate_authorities",
        49 => "post_handshake_auth",
        50 => "signature_algorithms_cert",
        51 => "key_share",
        13172 => "next_protocol_negotiation",
        ExtensionTypes.EncryptedClientHello => "encrypted_client_hello",
        0xFF01 => "renegotiation_info",
        _ => Grease.IsGrease(type) ? "GREASE" : $"extension {type}",
    };
}
