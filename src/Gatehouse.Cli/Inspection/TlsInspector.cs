using Gatehouse.Diagnosis.Inspection;

namespace Gatehouse.Cli.Inspection;

/// <summary><c>inspect tls</c>.</summary>
internal sealed class TlsInspector : Inspector<TlsInspection>
{
    public override string Name => "tls";

    public override string Description => "TLS conversations";

    public override IReadOnlyList<string> Columns =>
        ["source", "stream", "client", "server", "offered", "chosen", "suite", "server name", "alerts", "outcome", "ended by"];

    protected override IEnumerable<TlsInspection> Read(InspectionRequest request, CancellationToken cancellation) =>
        InspectionEngine.Tls(request, cancellation);

    protected override IReadOnlyList<string> Cells(TlsInspection record) =>
    [
        record.Source,
        record.Protocol == "tcp" ? $"{record.Stream}" : $"{record.Protocol} {record.Stream}",
        record.Client,
        record.Server,
        record.ClientHello is { Versions.Count: > 0 } hello ? RecordText.Version(hello.Versions[0]) : RecordText.Nothing,
        record.ServerHello?.Version is { } version ? RecordText.Version(version) : RecordText.Nothing,
        record.ServerHello?.CipherSuite is { } suite ? RecordText.Suite(suite) : RecordText.Nothing,
        record.ClientHello?.ServerName ?? RecordText.Nothing,
        record.Alerts.Count == 0 ? RecordText.Nothing : string.Join(", ", record.Alerts.Select(alert => alert.Description ?? "encrypted")),
        record.Outcome,
        record.EndedBy,
    ];

    protected override IEnumerable<string> Lines(TlsInspection record)
    {
        string kind = record.Protocol == "tcp" ? "TCP stream" : "DTLS, UDP stream";
        yield return $"{record.Client} → {record.Server}  {record.Outcome}  ({record.Source}, {kind} {record.Stream})";
        if (record.ClientHello is { } client)
        {
            yield return RecordText.Labelled("ClientHello", $"frame {client.Frame}: {Offer(client)}");
            if (client.Ja4 is not null)
            {
                yield return RecordText.Labelled("fingerprints", $"JA4 {client.Ja4}, JA3 {client.Ja3}");
            }
        }
        else
        {
            yield return RecordText.Labelled("ClientHello", "not seen");
        }

        yield return RecordText.Labelled("ServerHello", record.ServerHello is { } server
            ? $"frame {server.Frame}: {RecordText.Version(server.Version)}, {RecordText.Suite(server.CipherSuite)}"
            : "not seen");
        foreach (CertificateInspection certificate in record.Certificates)
        {
            yield return RecordText.Labelled("certificate", Certificate(certificate));
        }

        foreach (AlertInspection alert in record.Alerts)
        {
            string what = alert.Encrypted ? "encrypted" : $"{alert.Level} {alert.Description}";
            yield return RecordText.Labelled("alert", $"frame {alert.Frame}, from the {alert.From}: {what}");
        }

        if (record.Protocol == "tcp")
        {
            yield return RecordText.Labelled("end", RecordText.Ending(record.EndedBy));
        }
    }

    private static string Offer(ClientHelloInspection hello)
    {
        List<string> parts = [hello.Versions.Count > 0 ? string.Join(", ", hello.Versions.Select(RecordText.Version)) : "versions not shown"];
        if (hello.CipherSuites.Count > 0)
        {
            parts.Add(RecordText.Count(hello.CipherSuites.Count, "suite"));
        }

        parts.Add(hello.ServerName is null ? "no server name" : $"for {hello.ServerName}");
        if (hello.Alpn.Count > 0)
        {
            parts.Add($"ALPN {string.Join(", ", hello.Alpn)}");
        }

        return string.Join("; ", parts);
    }

    private static string Certificate(CertificateInspection certificate) => certificate.Subject is null
        ? $"not readable, SHA-256 {certificate.Sha256}"
        : $"{certificate.Subject}, issued by {certificate.Issuer}, valid {certificate.NotBefore:yyyy-MM-dd} to {certificate.NotAfter:yyyy-MM-dd}";
}
