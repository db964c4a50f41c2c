namespace Gatehouse.Cli.Inspection;

/// <summary>The inspectors there are.</summary>
internal static class Inspectors
{
    /// <summary>In the order help lists them; without any, there is no <c>inspect</c>.</summary>
    public static IReadOnlyList<IInspector> All { get; } =
    [
        new TlsInspector(),
        new TcpInspector(),
        new UdpInspector(),
        new FragmentsInspector(),
        new IcmpInspector(),
        new EadInspector(),
        new RadiusInspector(),
    ];
}
