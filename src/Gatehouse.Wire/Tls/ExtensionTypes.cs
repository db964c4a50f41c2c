namespace Gatehouse.Wire.Tls;

/// <summary>Extension types that are read or judged (IANA "TLS ExtensionType Values" registry).</summary>
public static class ExtensionTypes
{
    /// <summary>server_name (RFC 6066).</summary>
    public const ushort ServerName = 0;

    /// <summary>supported_groups (RFC 8422, RFC 7919).</summary>
    public const ushort SupportedGroups = 10;

    /// <summary>ec_point_formats (RFC 8422).</summary>
    public const ushort EcPointFormats = 11;

    /// <summary>signature_algorithms (RFC 8446).</summary>
    public const ushort SignatureAlgorithms = 13;

    /// <summary>application_layer_protocol_negotiation (RFC 7301).</summary>
    public const ushort ApplicationLayerProtocolNegotiation = 16;

    /// <summary>pre_shared_key (RFC 8446).</summary>
    public const ushort PreSharedKey = 41;

    /// <summary>early_data (RFC 8446).</summary>
    public const ushort EarlyData = 42;

    /// <summary>supported_versions (RFC 8446).</summary>
    public const ushort SupportedVersions = 43;

    /// <summary>encrypted_client_hello (draft-ietf-tls-esni).</summary>
    public const ushort EncryptedClientHello = 0xFE0D;
}
