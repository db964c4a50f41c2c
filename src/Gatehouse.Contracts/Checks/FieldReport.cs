using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Reports;
using Gatehouse.Wire.Ead;
using OperatingSystem = Gatehouse.Posture.Reports.OperatingSystem;
using V = Gatehouse.Contracts.Checks.ReportVocabulary;

namespace Gatehouse.Contracts.Checks;

/// <summary>
/// A report of another client, which has the field's vocabulary only. An item that is there and empty was not checked as often as it found
/// nothing, so it says nothing; products that are named run.
/// </summary>
internal static class FieldReport
{
    private const int LocaleField = 1;

    public static PostureReport Read(PostureReport report, EadDocument document, CheckResult[] results)
    {
        CheckResult? windows = Find(results, PolicyVocabulary.Windows);
        if (windows is not null)
        {
            WindowsPatches patches = WindowsPatches.From(windows);
            report = report with
            {
                OperatingSystem = new OperatingSystem("windows", patches.Edition, string.Empty, string.Empty, At(windows, LocaleField)),
                Updates = new UpdateStatus([.. patches.Patches.Take(CheckLimits.MaxList)], Pending: null, ListsDate: null),
            };
        }

        return report with { Products = Products(document, results), Software = Software(document) };
    }

    private static Dictionary<CheckItem, IReadOnlyList<Product>> Products(EadDocument document, CheckResult[] results)
    {
        Dictionary<CheckItem, IReadOnlyList<Product>> products = [];
        if (Find(results, PolicyVocabulary.AntiVirusSoftware) is { } software)
        {
            string? definitions = First(results, PolicyVocabulary.DefinitionsVersion);
            string name = At(software, 0);
            products[CheckItem.AntiVirus] = name.Length == 0 ? [] :
                [new Product(name, Running: true, First(results, PolicyVocabulary.EngineVersion), EngineDate: null, definitions, CheckWords.Date(definitions))];
        }

        foreach ((string name, CheckItem item) in V.ProductResults)
        {
            IReadOnlyList<string> names = FieldText.Split(document.Value(name));
            if (names.Count > 0)
            {
                products[item] = [.. names.Take(CheckLimits.MaxEntries).Select(product => new Product(product, Running: true))];
            }
        }

        return products;
    }

    private static SoftwareSurvey? Software(EadDocument document)
    {
        string[] installed = [.. FieldText.Split(document.Value(V.ForbiddenInstalled)), .. FieldText.Split(document.Value(V.RequiredInstalled))];
        string[] running = [.. FieldText.Split(document.Value(V.ForbiddenRunning)), .. FieldText.Split(document.Value(V.RequiredRunning))];
        return installed.Length + running.Length == 0 ? null : new SoftwareSurvey(Asked: [], installed, running);
    }

    private static CheckResult? Find(CheckResult[] results, string category) =>
        results.FirstOrDefault(result => result.Category.Equals(category, StringComparison.OrdinalIgnoreCase));

    private static string? First(CheckResult[] results, string category) =>
        Find(results, category) is { } result && At(result, 0) is { Length: > 0 } text ? text : null;

    private static string At(CheckResult result, int index) => index < result.Fields.Count ? FieldText.Unescape(result.Fields[index]) : string.Empty;
}
