using Gatehouse.Wire.Tls;

namespace Gatehouse.Capture.Text;

/// <summary>Collects the printed fields of a ClientHello or ServerHello.</summary>
internal sealed class HelloBuilder(TextLimits limits, bool isServer)
{
    private readonly TextLimits _limits = limits;
    private readonly bool _isServer = isServer;
    private readonly List<ushort> _suites = [];
    private readonly List<ushort> _extensions = [];
    private readonly List<ushort> _versions = [];
    private readonly List<ushort> _summaryVersions = [];
    private readonly List<ushort> _groups = [];
    private readonly List<ushort> _signatures = [];
    private readonly List<byte> _pointFormats = [];
    private readonly List<string> _alpn = [];
    private ushort? _version;
    private byte[] _random = [];
    private long? _unixTime;
    private int _sessionIdLength;
    private int? _suiteCount;
    private string? _serverName;
    private bool _awaitsType;

    /// <summary>Whether the message is headed as a HelloRetryRequest.</summary>
    public bool IsRetry { get; init; }

    /// <summary>Takes the version field; only the first one is the hello's.</summary>
    public void SetVersion(ushort version) => _version ??= version;

    /// <summary>Reads one field.</summary>
    /// <returns>Whether it was understood.</returns>
    public bool Read(ReadOnlySpan<char> label, ReadOnlySpan<char> value)
    {
        switch (label)
        {
            case "Random" or "Random Bytes" or "GMT Unix Time" or "gmt_unix_time" or "random_bytes":
                ReadRandom(label, value);
                return true;
            case "Session ID Length":
                _sessionIdLength = Scan.Size(Scan.Leading(value)) ?? 0;
                return true;
            case "Cipher Suites Length" or "Cipher Spec Length":
                _suiteCount ??= Scan.Size(Scan.Leading(value) / (label is "Cipher Spec Length" ? 3 : 2));
                return true;
            case "Cipher Suite" or "Cipher Spec":
                Add(_suites, value);
                return true;
            case "Extension":
                ReadExtension(value);
                return true;
            case "Type" when _awaitsType:
                _awaitsType = false;
                AddExtension(Scan.Word(Scan.InParentheses(value)));
                return true;
            case "Server Name":
                _serverName = value.ToString();
                return true;
            case "ALPN Next Protocol" when _alpn.Count < TextLimits.MaxListEntries:
                _alpn.Add(value.ToString());
                return true;
            case "Supported Version":
                Add(_versions, value);
                return true;
            case "Supported Group" or "Elliptic curve":
                Add(_groups, value);
                return true;
            case "Signature Algorithm" or "Signature Hash Algorithm":
                Add(_signatures, value);
                return true;
            case "EC point format" or "Elliptic curves point format":
                AddPointFormat(value);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Reads a line without a colon: "Cipher Suites (21 suites)".</summary>
    public bool ReadCount(ReadOnlySpan<char> line)
    {
        if (!line.StartsWith("Cipher Suites (", StringComparison.Ordinal) && !line.StartsWith("Cipher Specs (", StringComparison.Ordinal))
        {
            return false;
        }

        _suiteCount = Scan.Size(Scan.Leading(line[(line.IndexOf('(') + 1)..])) ?? _suiteCount;
        return true;
    }

    /// <summary>Makes the message; what was not printed keeps its default, a version not printed is 0.</summary>
    public TextTlsMessage Build(ushort recordVersion, bool isDatagram, bool isSslV2)
    {
        if (_awaitsType)
        {
            _limits.ExtensionsLeftOut++;
        }

        return _isServer
            ? new TextTlsMessage { ServerHello = BuildServer() }
            : new TextTlsMessage { ClientHello = BuildClient(recordVersion, isDatagram, isSslV2) };
    }

    private ClientHello BuildClient(ushort recordVersion, bool isDatagram, bool isSslV2) => new()
    {
        RecordVersion = isSslV2 ? (ushort)0 : recordVersion,
        LegacyVersion = _version ?? 0,
        Random = _random,
        SessionIdLength = _sessionIdLength,
        CipherSuites = [.. _suites],
        CipherSuiteCount = Math.Max(_suiteCount ?? 0, _suites.Count),
        Extensions = [.. _extensions],
        ServerName = _serverName,
        Alpn = [.. _alpn],
        SupportedVersions = Versions(),
        Groups = [.. _groups],
        PointFormats = [.. _pointFormats],
        SignatureAlgorithms = [.. _signatures],
        IsSslV2 = isSslV2,
        IsDatagram = isDatagram,
        HasEncryptedClientHello = _extensions.Contains(ExtensionTypes.EncryptedClientHello),
    };

    private ServerHello BuildServer()
    {
        ushort legacy = _version ?? 0;
        ushort[] versions = Versions();

        // A server answers supported_versions only to choose TLS 1.3 (RFC 8446 section 4.2.1), even where its value is folded away.
        ushort version = versions.Length > 0 ? versions[0]
            : _extensions.Contains(ExtensionTypes.SupportedVersions) ? TlsVersions.Tls13 : legacy;
        return new ServerHello
        {
            LegacyVersion = legacy,
            Version = version,
            Random = _random,
            SessionIdLength = _sessionIdLength,
            CipherSuite = _suites.Count > 0 ? _suites[0] : (ushort)0,
            Extensions = [.. _extensions],
            Alpn = _alpn.Count > 0 ? _alpn[0] : null,
            IsHelloRetryRequest = IsRetry || ServerRandom.IsRetry(_random),
            Sentinel = ServerRandom.SentinelOf(_random),
        };
    }

    private ushort[] Versions() => _versions.Count > 0 ? [.. _versions] : [.. _summaryVersions];

    /// <summary>"5aea014c62…" whole or shortened, or the time and the rest of it on two lines.</summary>
    private void ReadRandom(ReadOnlySpan<char> label, ReadOnlySpan<char> value)
    {
        if (label is "Random")
        {
            _random = Octets(value);
        }
        else if (label is "GMT Unix Time" or "gmt_unix_time")
        {
            _unixTime = TimeWords.ReadDateTime(value).Utc / Timestamp.PerSecond;
        }
        else if (_random.Length == 0 && _unixTime is >= 0 and <= uint.MaxValue and long time)
        {
            _random = [(byte)(time >> 24), (byte)(time >> 16), (byte)(time >> 8), (byte)time, .. Octets(value)];
            _random = _random.Length > ServerRandom.Length ? _random[..ServerRandom.Length] : _random;
        }
    }

    private static byte[] Octets(ReadOnlySpan<char> hex)
    {
        int digits = hex.IndexOfAnyExcept(Alphabets.Hex);
        hex = digits < 0 ? hex : hex[..digits];
        hex = hex[..Math.Min(hex.Length & ~1, ServerRandom.Length * 2)];
        return Convert.FromHexString(hex);
    }

    /// <summary>"server_name (len=16)", in newer versions with a summary behind: "name=server.example", "TLS 1.3, TLS 1.2".</summary>
    private void ReadExtension(ReadOnlySpan<char> value)
    {
        if (_awaitsType)
        {
            _limits.ExtensionsLeftOut++;
        }

        int open = value.IndexOf(" (len=", StringComparison.Ordinal);
        ushort? number = ExtensionNames.Find(open < 0 ? value : value[..open]);
        _awaitsType = number is null;
        AddExtension(number);
        int close = open < 0 ? -1 : value[open..].IndexOf(')');
        ReadOnlySpan<char> summary = close < 0 ? default : value[(open + close + 1)..].Trim(' ');
        if (number == ExtensionTypes.ServerName && summary.StartsWith("name=", StringComparison.Ordinal))
        {
            _serverName ??= summary[5..].ToString();
        }
        else if (number == ExtensionTypes.SupportedVersions)
        {
            foreach (Range range in summary.Split(','))
            {
                ushort version = VersionNames.Parse(summary[range].Trim(' '));
                if (version != 0 && _summaryVersions.Count < TextLimits.MaxListEntries)
                {
                    _summaryVersions.Add(version);
                }
            }
        }
    }

    private void AddExtension(ushort? number)
    {
        if (number is ushort known && _extensions.Count < TextLimits.MaxListEntries)
        {
            _extensions.Add(known);
        }
    }

    private void AddPointFormat(ReadOnlySpan<char> value)
    {
        if (Scan.InParentheses(value) is >= 0 and <= 255 and long format && _pointFormats.Count < TextLimits.MaxListEntries)
        {
            _pointFormats.Add((byte)format);
        }
    }

    private static void Add(List<ushort> list, ReadOnlySpan<char> value)
    {
        if (Scan.Word(Scan.InParentheses(value) ?? Scan.HexOrDecimal(value)) is ushort code && list.Count < TextLimits.MaxListEntries)
        {
            list.Add(code);
        }
    }
}
