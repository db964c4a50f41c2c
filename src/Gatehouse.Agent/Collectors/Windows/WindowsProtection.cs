using System.Globalization;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;

namespace Gatehouse.Agent.Collectors.Windows;

/// <summary>Products registered with the security centre; of Defender also engine and definitions.</summary>
internal sealed class WindowsProtection(IWindowsManagement windows)
    : WindowsCollector(windows, CheckItem.AntiVirus, CheckItem.AntiSpyware, CheckItem.AntiPhishing)
{
    private const string SecurityCenter = @"root\SecurityCenter2";
    private const string Defender = @"root\Microsoft\Windows\Defender";

    // Bits 12 to 15 of productState: 1 is on; 0 is off, 2 is snoozed, 3 has expired.
    private const int StateShift = 12;
    private const int StateMask = 0xF;
    private const int On = 1;

    protected override PostureReport Collect(CollectionPlan plan)
    {
        PostureReport report = CollectorReports.Unknown(CheckItem.AntiPhishing, "Windows keeps no list of products against phishing");
        report = WithProducts(report, CheckItem.AntiVirus, "AntiVirusProduct");
        return WithProducts(report, CheckItem.AntiSpyware, "AntiSpywareProduct");
    }

    private PostureReport WithProducts(PostureReport report, CheckItem item, string kind)
    {
        WmiAnswer answer = Windows.Query(SecurityCenter, $"SELECT displayName, productState FROM {kind}");
        return answer.Rows is { } rows
            ? report.WithProducts(item, [.. rows.Select(Product)])
            : report.WithUnknown(item, answer.Problem, answer.Needs);
    }

    private Product Product(IReadOnlyDictionary<string, string> row)
    {
        string name = row.GetValueOrDefault("displayName") ?? string.Empty;
        bool? running = int.TryParse(row.GetValueOrDefault("productState"), NumberStyles.None, CultureInfo.InvariantCulture, out int state)
            ? ((state >> StateShift) & StateMask) == On
            : null;
        Product product = new(name, running);
        return name.Contains("Defender", StringComparison.OrdinalIgnoreCase) ? WithDefender(product) : product;
    }

    private Product WithDefender(Product product)
    {
        WmiAnswer answer = Windows.Query(Defender, "SELECT AMEngineVersion, AntivirusSignatureVersion, AntivirusSignatureLastUpdated FROM MSFT_MpComputerStatus");
        if (answer.Rows is not { Count: > 0 } rows)
        {
            return product;
        }

        // A time of WMI starts with year, month and day: "20260308093000.000000+000".
        string made = rows[0].GetValueOrDefault("AntivirusSignatureLastUpdated") ?? string.Empty;
        return product with
        {
            Engine = rows[0].GetValueOrDefault("AMEngineVersion"),
            Definitions = rows[0].GetValueOrDefault("AntivirusSignatureVersion"),
            DefinitionsDate = DateOnly.TryParseExact(made.AsSpan(0, Math.Min(8, made.Length)), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
                ? day
                : null,
        };
    }
}
