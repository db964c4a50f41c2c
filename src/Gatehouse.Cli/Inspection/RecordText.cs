using System.Globalization;
using Gatehouse.Capture;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Cli.Inspection;

/// <summary>Wording that the records of several inspectors share.</summary>
internal static class RecordText
{
    /// <summary>Stands in a cell where nothing is known.</summary>
    public const string Nothing = "-";

    private const int LabelWidth = 13;

    /// <summary>A line of a record: what it is about, then what there is to say.</summary>
    public static string Labelled(string label, string text) => label.PadRight(LabelWidth) + text;

    /// <summary>"1 packet", "3 packets".</summary>
    public static string Count(long number, string one, string? many = null) =>
        number == 1 ? $"1 {one}" : $"{number:N0} {many ?? one + "s"}";

    /// <summary>"TLS 1.2" for "0303".</summary>
    public static string Version(string? hex) => hex is null ? "version not shown" : TlsVersions.Name(Number(hex));

    /// <summary>The suite's name for "c030".</summary>
    public static string Suite(string? hex) => hex is null ? "suite not shown" : CipherSuiteNames.Of(Number(hex));

    /// <summary>A time, or that there is none.</summary>
    public static string Time(Timestamp time) => time.IsKnown ? time.ToString() : "time not known";

    /// <summary>A time in a cell.</summary>
    public static string TimeCell(Timestamp time) => time.IsKnown ? time.ToString() : Nothing;

    /// <summary>" in 1.250 s", or nothing where either time is not known.</summary>
    public static string Duration(Timestamp first, Timestamp last) =>
        first.IsKnown && last.IsKnown ? string.Create(CultureInfo.InvariantCulture, $" in {Timestamp.Seconds(first, last):0.000} s") : string.Empty;

    /// <summary>How a connection ended, in words.</summary>
    public static string Ending(string endedBy) => endedBy switch
    {
        "client-fin" => "the client closed (FIN)",
        "server-fin" => "the server closed (FIN)",
        "client-rst" => "the client reset (RST)",
        "server-rst" => "the server reset (RST)",
        _ => "still open at the end of the capture",
    };

    private static ushort Number(string hex) => ushort.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
