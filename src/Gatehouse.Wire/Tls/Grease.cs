namespace Gatehouse.Wire.Tls;

/// <summary>GREASE values (RFC 8701): reserved numbers that clients sprinkle in to keep servers tolerant.</summary>
public static class Grease
{
    /// <summary>Whether a cipher suite, extension, group, version or signature algorithm is 0x?A?A with equal octets.</summary>
    public static bool IsGrease(ushort value) => (value & 0x0F0F) == 0x0A0A && (value >> 8) == (value & 0xFF);
}
