using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Wire.Tls;

/// <summary>
/// JA3 client fingerprint: version, suites, extensions, groups and point formats in decimal, GREASE left out
/// (definition: README of salesforce/ja3). Clients that shuffle their extensions have a different one each time.
/// </summary>
public static class Ja3
{
    /// <summary>The fingerprint: MD5 of <see cref="Text"/>, 32 lower-case hexadecimal digits.</summary>
    /// <returns>Null for hellos JA3 does not cover: SSLv2 framing, or a print-out that only counts its suites.</returns>
    public static string? Compute(ClientHello hello)
    {
        if (hello.IsSslV2 || hello.CipherSuites.Length < hello.CipherSuiteCount)
        {
            return null;
        }

#pragma warning disable CA5351 // MD5 is what JA3 is defined as; nothing is protected by it.
        return Convert.ToHexStringLower(MD5.HashData(Encoding.ASCII.GetBytes(Text(hello))));
#pragma warning restore CA5351
    }

    /// <summary>The text that is hashed: "771,4865-4866,0-23-65281,29-23,0".</summary>
    public static string Text(ClientHello hello)
    {
        StringBuilder text = new();
        text.Append(hello.LegacyVersion).Append(',');
        AppendNumbers(text, hello.CipherSuites);
        AppendNumbers(text.Append(','), hello.Extensions);
        AppendNumbers(text.Append(','), hello.Groups);
        return text.Append(',').AppendJoin('-', hello.PointFormats).ToString();
    }

    private static void AppendNumbers(StringBuilder text, ReadOnlySpan<ushort> numbers)
    {
        bool isFirst = true;
        foreach (ushort number in numbers)
        {
            if (Grease.IsGrease(number))
            {
                continue;
            }

            if (!isFirst)
            {
                text.Append('-');
            }

            text.Append(number);
            isFirst = false;
        }
    }
}
