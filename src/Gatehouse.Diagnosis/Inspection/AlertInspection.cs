using Gatehouse.Diagnosis.Observation.Tls;

namespace Gatehouse.Diagnosis.Inspection;

/// <summary>One alert.</summary>
/// <param name="Frame">Frame number.</param>
/// <param name="From">"client" or "server".</param>
/// <param name="Level">"warning" or "fatal", the number for others; null when encrypted.</param>
/// <param name="Description">The registered name, "protocol_version", or "alert_77"; null when encrypted.</param>
/// <param name="Encrypted">Whether only the fact that it is an alert can be seen.</param>
public sealed record AlertInspection(long Frame, string From, string? Level, string? Description, bool Encrypted)
{
    internal static AlertInspection Of(TlsAlertSeen seen)
    {
        string from = InspectionWords.Of(seen.From);
        return seen.Alert.IsEncrypted
            ? new AlertInspection(seen.Frame, from, null, null, Encrypted: true)
            : new AlertInspection(seen.Frame, from, InspectionWords.Level(seen.Alert.Level), seen.Alert.Name, Encrypted: false);
    }
}
