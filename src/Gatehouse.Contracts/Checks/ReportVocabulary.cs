using Gatehouse.Posture.Checks;

namespace Gatehouse.Contracts.Checks;

/// <summary>Names in packet 3: the field's, and the categories of <c>checkResult</c> that are ours.</summary>
internal static class ReportVocabulary
{
    public const string CheckResultName = "checkResult";

    public const string ForbiddenInstalled = "blackSoftsInstall";
    public const string ForbiddenRunning = "blackSoftsRun";
    public const string RequiredInstalled = "whiteSoftsInstall";
    public const string RequiredRunning = "whiteSoftsRun";
    public const string DiskEncryption = "HDcheckResult";

    public const string Format = "Gatehouse";
    public const string OperatingSystem = "OperatingSystem";
    public const string Updates = "Updates";
    public const string Products = "Products";
    public const string Product = "Product";
    public const string Software = "Software";
    public const string Settings = "Settings";
    public const string Setting = "Setting";
    public const string AddressAssignment = "AddressAssignment";
    public const string Connections = "Connections";
    public const string Finding = "Finding";
    public const string NotDetermined = "NotDetermined";

    /// <summary>The field's items that name the products found, by kind.</summary>
    public static IReadOnlyList<(string Name, CheckItem Item)> ProductResults { get; } =
    [
        ("AScheckResult", CheckItem.AntiSpyware),
        ("APcheckResult", CheckItem.AntiPhishing),
        ("FWcheckResult", CheckItem.Firewall),
    ];
}
