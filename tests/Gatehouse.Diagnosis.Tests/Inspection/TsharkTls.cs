using System.Globalization;
using System.Security.Cryptography;
using Gatehouse.Diagnosis.Inspection;
using Gatehouse.Tests.Common;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Tests.Inspection;

/// <summary>Puts <c>inspect tls</c> and what tshark dissects into the same words, a line for each fact, for comparison.</summary>
internal static class TsharkTls
{
    private const string RetryRandom = "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c";
    private const string ClientHello = "1";
    private const string ServerHello = "2";
    private const string Certificate = "11";
    private const string AlertRecord = "21";

    /// <summary>What tshark says of the TLS over TCP in a capture.</summary>
    /// <param name="path">The capture.</param>
    /// <param name="options">More preferences: which ports carry TLS.</param>
    public static IReadOnlyList<string> Facts(string path, params string[] options) => Facts(path, "tls", "tcp", options);

    /// <summary>What tshark says of the DTLS over UDP in a capture.</summary>
    public static IReadOnlyList<string> DatagramFacts(string path, params string[] options) => Facts(path, "dtls", "udp", options);

    /// <summary>The same of our records.</summary>
    public static IReadOnlyList<string> Facts(IEnumerable<TlsInspection> records, string transport)
    {
        List<string> facts = [];
        foreach (TlsInspection record in records.Where(record => record.Protocol == transport))
        {
            string stream = $"stream {record.Stream}";
            if (record.ClientHello is { } client)
            {
                facts.Add($"{stream} client {record.Client} server {record.Server}");
                facts.Add(Hello(stream, client.Frame, client.RecordVersion, client.LegacyVersion, client.Versions, client.CipherSuites));
                facts.Add($"{stream} name {client.ServerName} alpn {string.Join(',', client.Alpn)} ja3 {client.Ja3}");
            }

            if (record.ServerHello is { } server)
            {
                facts.Add($"{stream} server hello in {server.Frame} version {server.Version} suite {server.CipherSuite}");
            }

            if (record.Certificates.Count > 0)
            {
                facts.Add($"{stream} certificates {string.Join(',', record.Certificates.Select(certificate => certificate.Sha256))}");
            }

            facts.AddRange(record.Alerts.Select(alert =>
                $"{stream} alert in {alert.Frame} from {(alert.From == "client" ? record.Client : record.Server)} {Describe(alert)}"));
        }

        return [.. facts.Order(StringComparer.Ordinal)];
    }

    private static List<string> Facts(string path, string tls, string transport, string[] options)
    {
        IReadOnlyList<string[]> rows = Tshark.Fields(
            path,
            ["-o", "tcp.reassemble_out_of_order:TRUE", "-Y", $"{tls} && {transport}", .. options],
            "frame.number", $"{transport}.stream", "ip.src", "ipv6.src", $"{transport}.srcport", "ip.dst", "ipv6.dst",
            $"{transport}.dstport", $"{tls}.record.content_type", $"{tls}.record.version", $"{tls}.handshake.type",
            $"{tls}.handshake.version", $"{tls}.handshake.random", $"{tls}.handshake.extensions.supported_version",
            $"{tls}.handshake.ciphersuite", $"{tls}.handshake.extensions_server_name", $"{tls}.handshake.extensions_alpn_str",
            $"{tls}.handshake.ja3", $"{tls}.handshake.certificate", $"{tls}.alert_message.level", $"{tls}.alert_message.desc");
        Dictionary<string, string> clients = [];
        HashSet<string> answered = [];
        List<string> facts = [];
        foreach (string[] row in rows)
        {
            string stream = $"stream {row[1]}";
            string source = Endpoint(row[2], row[3], row[4]);
            string[] types = row[10].Split(',');
            string versions = Hex(row[13].Length > 0 ? row[13] : row[11].Split(',')[0]);
            if (types.Contains(ClientHello) && clients.TryAdd(stream, source))
            {
                facts.Add($"{stream} client {source} server {Endpoint(row[5], row[6], row[7])}");
                facts.Add(Hello(
                    stream,
                    long.Parse(row[0], CultureInfo.InvariantCulture),
                    Hex(row[9].Split(',')[0]),
                    Hex(row[11].Split(',')[0]),
                    versions.Split(',').Where(version => !Grease.IsGrease(ushort.Parse(version, NumberStyles.HexNumber, CultureInfo.InvariantCulture))),
                    Hex(row[14]).Split(',')));
                facts.Add($"{stream} name {row[15]} alpn {row[16]} ja3 {row[17]}");
            }

            if (types.Contains(ServerHello) && !row[12].Contains(RetryRandom, StringComparison.Ordinal) && answered.Add(stream))
            {
                facts.Add($"{stream} server hello in {row[0]} version {versions} suite {Hex(row[14])}");
            }

            bool fromClient = clients.TryGetValue(stream, out string? client) && client == source;
            if (types.Contains(Certificate) && !fromClient && row[18].Length > 0)
            {
                facts.Add($"{stream} certificates {string.Join(',', row[18].Split(',').Select(Digest))}");
            }

            facts.AddRange(Alerts(row).Select(alert => $"{stream} alert in {row[0]} from {source} {alert}"));
        }

        return [.. facts.Order(StringComparer.Ordinal)];
    }

    /// <summary>Alert records without a level are encrypted.</summary>
    private static IEnumerable<string> Alerts(string[] row)
    {
        int records = row[8].Split(',').Count(type => type == AlertRecord);
        string[] levels = row[19].Length == 0 ? [] : row[19].Split(',');
        string[] descriptions = row[20].Length == 0 ? [] : row[20].Split(',');
        return levels.Zip(descriptions, (level, description) => $"level {level} description {description}")
            .Concat(Enumerable.Repeat("encrypted", Math.Max(0, records - levels.Length)));
    }

    private static string Describe(AlertInspection alert) => alert.Encrypted
        ? "encrypted"
        : $"level {(alert.Level == "warning" ? "1" : alert.Level == "fatal" ? "2" : alert.Level)} description "
            + $"{Enumerable.Range(0, 256).First(code => AlertNames.Of((byte)code) == alert.Description)}";

    private static string Hello(
        string stream, long frame, string? recordVersion, string? legacyVersion, IEnumerable<string> versions, IEnumerable<string> suites) =>
        $"{stream} client hello in {frame} record {recordVersion} legacy {legacyVersion} versions {string.Join(',', versions)} "
        + $"suites {string.Join(',', suites)}";

    private static string Endpoint(string ipv4, string ipv6, string port) => ipv4.Length > 0 ? $"{ipv4}:{port}" : $"[{ipv6}]:{port}";

    private static string Hex(string numbers) => numbers.Replace("0x", string.Empty, StringComparison.Ordinal);

    private static string Digest(string der) =>
        Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(der.Replace(":", string.Empty, StringComparison.Ordinal))));
}
