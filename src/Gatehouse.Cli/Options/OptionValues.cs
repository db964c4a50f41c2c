using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Capture;
using Gatehouse.Cli.Help;
using Gatehouse.Diagnosis;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Cli.Options;

/// <summary>Reads the values of options; what cannot be understood is a <see cref="UserError"/> that shows how to write it.</summary>
internal static class OptionValues
{
    /// <summary>Largest certificate file that is read.</summary>
    public const int MaxCertificateBytes = 1 << 20;

    private static readonly string[] OffsetFormats = [@"hh\:mm", "hhmm", "hh", "%h"];

    /// <summary>A file, a folder or "-"; what looks like an option and is no file is a mistyped option.</summary>
    /// <param name="value">What was given.</param>
    /// <param name="result">The command line, which knows the options there are.</param>
    public static EvidenceInput Evidence(string value, ParseResult result)
    {
        if (value.Length == 0)
        {
            throw new UserError("a file name is empty; perhaps a variable of the shell is not set");
        }

        return !value.StartsWith('-') || value == "-" || Path.Exists(value)
            ? new EvidenceInput(value)
            : throw new UserError(Usage.UnknownOption(value, result));
    }

    /// <summary>A text that must not be empty; null for null.</summary>
    public static string? Text(string? value, string option) => value is not null && string.IsNullOrWhiteSpace(value)
        ? throw new UserError($"{option} is empty; leave it out or give a text")
        : value;

    /// <summary>"NAME=FILE".</summary>
    public static EvidenceInput VantagePoint(string value)
    {
        int equals = value.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && equals < value.Length - 1
            ? new EvidenceInput(value[(equals + 1)..], value[..equals])
            : throw new UserError($"--at '{value}' is not NAME=FILE; write for example --at client=client.pcapng");
    }

    /// <summary>"HOST:PORT", "HOST", "[IPv6]:PORT" or a bare IPv6 address. Names are not looked up: the evidence tells what they meant.</summary>
    public static ServerExpectation Server(string value) =>
        ServerExpectation.TryParse(value, out ServerExpectation expectation)
            ? expectation
            : throw new UserError($"--server '{value}' is not HOST:PORT; write for example --server 10.0.2.105:4343 or --server [2001:db8::1]:4343");

    /// <summary>An address or a user name; what can only be an address with a slip in it is refused, since it would match nothing.</summary>
    public static string? Endpoint(string? value, string option = "--endpoint")
    {
        if (Text(value, option) is not { } text || IpAddress.TryParse(text, out _) || !LooksLikeAddress(text))
        {
            return value;
        }

        throw new UserError(
            $"{option} '{value}' is not an address; write for example {option} 10.0.3.50, 2001:db8::5 or 02:00:5e:10:20:30, without port or prefix length");
    }

    /// <summary>ISO 8601 with or without an offset (then UTC); <see cref="Timestamp.None"/> for null.</summary>
    public static Timestamp Time(string? value, string option)
    {
        if (value is null)
        {
            return Timestamp.None;
        }

        const DateTimeStyles Style = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces;
        return char.IsAsciiDigit(value.FirstOrDefault()) && DateTime.TryParse(value, CultureInfo.InvariantCulture, Style, out DateTime time)
            && value.Contains('-', StringComparison.Ordinal)
            ? Timestamp.From(time)
            : throw new UserError($"{option} '{value}' is not a time; write for example 2018-05-17T16:09:20Z or 2018-05-17T16:09:20+08:00");
    }

    /// <summary>A name of the time-zone database or an offset from UTC; null for null.</summary>
    public static TimeZoneInfo? Zone(string? value)
    {
        if (value is null)
        {
            return null;
        }

        ReadOnlySpan<char> offset = value.StartsWith("UTC", StringComparison.OrdinalIgnoreCase) ? value.AsSpan(3) : value;
        if (offset.Length > 1 && offset[0] is '+' or '-'
            && TimeSpan.TryParseExact(offset[1..], OffsetFormats, CultureInfo.InvariantCulture, out TimeSpan size) && size <= TimeSpan.FromHours(14))
        {
            string name = $"UTC{offset[0]}{size:hh\\:mm}";
            return TimeZoneInfo.CreateCustomTimeZone(name, offset[0] == '-' ? -size : size, name, name);
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(value, out TimeZoneInfo? zone)
            ? zone
            : throw new UserError($"--log-zone '{value}' is not known; write an offset such as +08:00 or a name such as Asia/Shanghai");
    }

    /// <summary>"10.0.3.5O", "10.0.3", "10.0.3.50:443", "10.0.3.0/24", "02:00:5e:10:20:3g": digits and dots, or groups between colons.</summary>
    private static bool LooksLikeAddress(string value)
    {
        const int MostUnlike = 2;
        if (value.Contains('@', StringComparison.Ordinal) || value.Contains('\\', StringComparison.Ordinal))
        {
            return false;
        }

        string[] parts = value.Split('.');
        bool dotted = parts.Length >= 3 && parts.Count(part => part.Length > 0 && part.All(char.IsAsciiDigit)) >= parts.Length - 1;
        bool cut = parts.Length == 4 && parts.Take(3).All(part => part.Length > 0 && part.All(char.IsAsciiDigit));
        bool grouped = value.Count(character => character == ':') >= 2
            && value.Count(character => !char.IsAsciiHexDigit(character) && character != ':') <= MostUnlike;
        return cut || ((dotted || grouped) && !IsHardwareAddress(value));
    }

    /// <summary>"02:00:5e:10:20:30", "0200.5e10.2030".</summary>
    private static bool IsHardwareAddress(string value) =>
        value.Split(':', '.') is { Length: 3 or 6 } groups && groups.All(group => group.Length == 12 / groups.Length && group.All(char.IsAsciiHexDigit));

    /// <summary>SHA-256 of the first certificate in a PEM or DER file, lower-case hexadecimal.</summary>
    public static string CertificateSha256(string path)
    {
        if (!File.Exists(path))
        {
            throw new UserError($"--expect-cert '{path}' does not exist; check the path");
        }

        try
        {
            using FileStream file = File.OpenRead(path);
            byte[] content = new byte[(int)Math.Min(file.Length, MaxCertificateBytes)];
            file.ReadExactly(content);
            ReadOnlySpan<char> text = System.Text.Encoding.ASCII.GetString(content);
            using X509Certificate2 certificate = text.Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal)
                ? X509Certificate2.CreateFromPem(text)
                : X509CertificateLoader.LoadCertificate(content);
            return certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant();
        }
        catch (CryptographicException)
        {
            throw new UserError($"--expect-cert '{path}' holds no certificate; give one in PEM or DER form");
        }
    }
}
