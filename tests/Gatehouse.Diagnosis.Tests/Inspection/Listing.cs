using Gatehouse.Diagnosis.Inspection;

namespace Gatehouse.Diagnosis.Tests.Inspection;

/// <summary>Runs inspections by name.</summary>
internal static class Listing
{
    /// <summary>The kinds there are.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["tls", "tcp", "udp", "fragments", "icmp", "ead", "radius"];

    /// <summary>TLS conversations of one file.</summary>
    public static IEnumerable<TlsInspection> Tls(string path) => InspectionEngine.Tls(Request(path), TestContext.Current.CancellationToken);

    /// <summary>TCP connections of one file.</summary>
    public static IEnumerable<TcpInspection> Tcp(string path) => InspectionEngine.Tcp(Request(path), TestContext.Current.CancellationToken);

    /// <summary>Datagrams in fragments of one file.</summary>
    public static IEnumerable<FragmentsInspection> Fragments(string path) =>
        InspectionEngine.Fragments(Request(path), TestContext.Current.CancellationToken);

    /// <summary>The records of one file as JSON lines.</summary>
    public static IEnumerable<string> Json(string kind, string path) => kind switch
    {
        "tls" => Tls(path).Select(InspectionJson.Line),
        "tcp" => Tcp(path).Select(InspectionJson.Line),
        "fragments" => Fragments(path).Select(InspectionJson.Line),
        "udp" => InspectionEngine.Udp(Request(path), TestContext.Current.CancellationToken).Select(InspectionJson.Line),
        "icmp" => InspectionEngine.Icmp(Request(path), TestContext.Current.CancellationToken).Select(InspectionJson.Line),
        "ead" => InspectionEngine.Ead(Request(path), TestContext.Current.CancellationToken).Select(InspectionJson.Line),
        "radius" => InspectionEngine.Radius(Request(path), TestContext.Current.CancellationToken).Select(InspectionJson.Line),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static InspectionRequest Request(string path) => new() { Inputs = [new EvidenceInput(path)] };
}
