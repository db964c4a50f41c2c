using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Gatehouse.Agent.Channels;

/// <summary>Where the policy server is: <c>HOST</c>, <c>HOST:PORT</c> or <c>[IPV6]:PORT</c>, with or without <c>https://</c>.</summary>
/// <param name="Host">Name or address, without brackets.</param>
/// <param name="Port">HTTPS port.</param>
public sealed record ServerAddress(string Host, int Port)
{
    /// <summary>Port where none is named.</summary>
    public const int DefaultPort = 4343;

    private const string Scheme = "https://";
    private const int MaxHostLength = 253;

    /// <summary>Base address of requests.</summary>
    public Uri Https => new($"{Scheme}{this}/");

    /// <summary>Reads the written form.</summary>
    /// <returns>False when it is no host, or the port is no number from 1 to 65535.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ServerAddress? address)
    {
        address = null;
        string rest = text?.Trim().TrimEnd('/') ?? string.Empty;
        if (rest.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            rest = rest[Scheme.Length..];
        }

        (string host, string? port) = Split(rest);
        int number = DefaultPort;
        if (port is not null && (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out number) || number is < 1 or > ushort.MaxValue))
        {
            return false;
        }

        if (host.Length is 0 or > MaxHostLength || Uri.CheckHostName(host) == UriHostNameType.Unknown)
        {
            return false;
        }

        address = new ServerAddress(host, number);
        return true;
    }

    /// <summary>Reads several written forms.</summary>
    /// <param name="texts">The written forms.</param>
    /// <param name="addresses">The same, each once, in their order; null when one is none.</param>
    /// <param name="wrong">The first that is none; null when all are.</param>
    public static bool TryParseAll(IEnumerable<string> texts, [NotNullWhen(true)] out IReadOnlyList<ServerAddress>? addresses, [NotNullWhen(false)] out string? wrong)
    {
        List<ServerAddress> read = [];
        addresses = null;
        wrong = null;
        foreach (string text in texts)
        {
            if (!TryParse(text, out ServerAddress? address))
            {
                wrong = text;
                return false;
            }

            read.Add(address);
        }

        addresses = [.. read.Distinct()];
        return true;
    }

    /// <summary>The written form, with the port.</summary>
    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    private static (string Host, string? Port) Split(string text)
    {
        int bracket = text.IndexOf(']', StringComparison.Ordinal);
        if (text.StartsWith('[') && bracket > 0)
        {
            string after = text[(bracket + 1)..];
            return (text[1..bracket], after.StartsWith(':') ? after[1..] : after.Length == 0 ? null : after);
        }

        int colon = text.LastIndexOf(':');
        bool severalColons = colon != text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 || severalColons ? (text, null) : (text[..colon], text[(colon + 1)..]);
    }
}
