using System.Globalization;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Wire.Ead;

/// <summary>Reads the kinds of value that security-check documents hold; null for what is absent or something else.</summary>
internal static class EadValues
{
    /// <summary>A decimal number from 0 to 2,147,483,647.</summary>
    private static int? Number(string? value) =>
        int.TryParse(value, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out int number)
            ? number
            : null;

    /// <summary>A UDP port.</summary>
    public static ushort? Port(string? value) => Number(value) is int number and > 0 and <= ushort.MaxValue ? (ushort)number : null;

    /// <summary>An IPv4 address as a decimal 32-bit number, most significant octet first, or in its usual text form.</summary>
    public static IpAddress? Address(string? value)
    {
        if (uint.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out uint number))
        {
            return IpAddress.FromIpv4(number);
        }

        return value is not null && IpAddress.TryParse(value, out IpAddress address) ? address : null;
    }
}
