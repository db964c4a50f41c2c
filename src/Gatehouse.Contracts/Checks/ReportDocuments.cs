using System.Globalization;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Names;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;
using Gatehouse.Wire.Ead;
using V = Gatehouse.Contracts.Checks.ReportVocabulary;

namespace Gatehouse.Contracts.Checks;

/// <summary>
/// A report as packet 3. The field's vocabulary stands in its own items and categories of <c>checkResult</c>; further categories, each
/// <c>Category|name=value|…</c>, say what it has no words for.
/// </summary>
public static class ReportDocuments
{
    private const int FormatVersion = 1;
    private const string NoLocale = "";

    /// <summary>Writes packet 3.</summary>
    /// <param name="report">What the endpoint found.</param>
    /// <param name="envelope">What goes along with it.</param>
    /// <param name="policy">The policy it answers, which tells forbidden from required software; null when there is none.</param>
    public static EadDocument Write(PostureReport report, CheckEnvelope envelope, Policy? policy)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(envelope);
        DocumentWriter document = new();
        document.Add("userName", report.UserName ?? string.Empty);
        document.Add("hwAddr", report.HardwareAddress ?? string.Empty);
        document.Add("dictionaryDigest", envelope.DictionaryDigest ?? string.Empty);
        document.Add("eventSeqID", envelope.EventSequenceId);
        document.Add("supNetScan", envelope.SupportsNetworkScan);
        WriteField(document, report);
        foreach (FieldWriter result in Ours(report))
        {
            document.Add(V.CheckResultName, result);
        }

        foreach ((string name, CheckItem item) in V.ProductResults)
        {
            IReadOnlyList<Product> products = report.Products.GetValueOrDefault(item) ?? [];
            document.Add(name, FieldText.Join(products.Where(product => product.Running == true).Select(product => product.Name)));
        }

        document.Add(V.DiskEncryption, FieldText.Join(report.Findings.GetValueOrDefault(CheckItem.DiskEncryption) ?? []));
        WriteSoftware(document, report.Software, policy);
        return document.Document();
    }

    /// <summary>Reads packet 3, whoever wrote it. Never throws; what cannot be read is as if it were not there.</summary>
    public static PostureReport Read(EadDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        CheckResult[] results = [.. document.Values(V.CheckResultName).Take(CheckLimits.MaxEntries).Select(CheckResult.Parse)];
        PostureReport report = new()
        {
            UserName = NullIfEmpty(document.Value("userName")),
            HardwareAddress = NullIfEmpty(document.Value("hwAddr")),
        };
        return results.Any(result => result.Category == V.Format)
            ? results.Aggregate(report, (known, result) => ResultReader.Read(known, FieldReader.Read(result)))
            : FieldReport.Read(report, document, results);
    }

    private static void WriteField(DocumentWriter document, PostureReport report)
    {
        if (report.Updates?.Installed is { } installed)
        {
            string name = FieldText.Escape(report.OperatingSystem?.Name ?? string.Empty);
            string locale = FieldText.Escape(report.OperatingSystem?.Locale ?? NoLocale);
            document.Add(V.CheckResultName, $"{PolicyVocabulary.Windows}|{name}|{locale}|{FieldText.Join(installed)}");
        }

        IReadOnlyList<Product> antiVirus = report.Products.GetValueOrDefault(CheckItem.AntiVirus) ?? [];
        if ((antiVirus.FirstOrDefault(product => product.Running == true) ?? (antiVirus.Count > 0 ? antiVirus[0] : null)) is { } product)
        {
            string? definitions = product.DefinitionsDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? product.Definitions;
            document.Add(V.CheckResultName, $"{PolicyVocabulary.EngineVersion}|{FieldText.Escape(product.Engine ?? string.Empty)}");
            document.Add(V.CheckResultName, $"{PolicyVocabulary.DefinitionsVersion}|{FieldText.Escape(definitions ?? string.Empty)}");
            document.Add(V.CheckResultName, $"{PolicyVocabulary.AntiVirusSoftware}|{FieldText.Escape(product.Name)}");
        }
    }

    private static IEnumerable<FieldWriter> Ours(PostureReport report)
    {
        yield return new FieldWriter(V.Format).Add("format", FormatVersion);
        if (report.OperatingSystem is { } system)
        {
            yield return new FieldWriter(V.OperatingSystem)
                .Add("id", system.Id).Add("name", system.Name).Add("version", system.Version).Add("build", system.Build).Add("locale", system.Locale);
        }

        if (report.Updates is { } updates)
        {
            FieldWriter fields = new FieldWriter(V.Updates).Add("listsDate", updates.ListsDate).Add("installed", updates.Installed);
            yield return updates.Pending is null ? fields : fields.AddRaw("pending", FieldText.JoinTuples(updates.Pending.Select(update =>
                new[] { update.Name, update.Version, update.Severity.ToString(), CheckWords.Of(update.Security) })));
        }

        foreach ((CheckItem item, IReadOnlyList<Product> products) in report.Products.OrderBy(pair => pair.Key))
        {
            yield return new FieldWriter(V.Products).Add("item", CheckWords.Of(item));
            foreach (Product product in products.Take(CheckLimits.MaxEntries))
            {
                yield return new FieldWriter(V.Product)
                    .Add("item", CheckWords.Of(item)).Add("name", product.Name).Add("running", product.Running)
                    .Add("engine", product.Engine).Add("engineDate", product.EngineDate)
                    .Add("definitions", product.Definitions).Add("definitionsDate", product.DefinitionsDate);
            }
        }

        if (report.Software is { } software)
        {
            yield return new FieldWriter(V.Software)
                .Add("asked", software.Asked).Add("installed", software.Installed).Add("running", software.Running);
        }

        foreach ((CheckItem item, IReadOnlyDictionary<string, string?> settings) in report.Settings.OrderBy(pair => pair.Key))
        {
            yield return new FieldWriter(V.Settings).Add("item", CheckWords.Of(item));
            foreach ((string name, string? value) in settings.Take(CheckLimits.MaxEntries))
            {
                yield return new FieldWriter(V.Setting).Add("item", CheckWords.Of(item)).Add("name", name).Add("value", value);
            }
        }

        if (report.AddressAssignment is { } mode)
        {
            yield return new FieldWriter(V.AddressAssignment).Add("mode", mode.ToString());
        }

        if (report.Connections is { } connections)
        {
            yield return new FieldWriter(V.Connections).Add("count", connections);
        }

        foreach ((CheckItem item, IReadOnlyList<string> found) in report.Findings.OrderBy(pair => pair.Key))
        {
            yield return new FieldWriter(V.Finding).Add("item", CheckWords.Of(item)).Add("found", found);
        }

        foreach (NotDetermined gap in report.NotDetermined.Take(CheckLimits.MaxEntries))
        {
            yield return new FieldWriter(V.NotDetermined).Add("item", CheckWords.Of(gap.Item)).Add("why", gap.Why).Add("needs", gap.Needs);
        }
    }

    private static void WriteSoftware(DocumentWriter document, SoftwareSurvey? software, Policy? policy)
    {
        string[] forbidden = Members(policy, required: false);
        string[] required = Members(policy, required: true);
        document.Add(V.ForbiddenInstalled, FieldText.Join(Matching(software?.Installed, forbidden)));
        document.Add(V.ForbiddenRunning, FieldText.Join(Matching(software?.Running, forbidden)));
        document.Add(V.RequiredInstalled, FieldText.Join(Matching(software?.Installed, required)));
        document.Add(V.RequiredRunning, FieldText.Join(Matching(software?.Running, required)));
    }

    private static string[] Members(Policy? policy, bool required) =>
        [.. (policy?.Software ?? []).Where(group => group.Required == required).SelectMany(group => group.Members)];

    private static IEnumerable<string> Matching(IReadOnlyList<string>? names, string[] patterns) =>
        (names ?? []).Where(name => patterns.Any(pattern => NamePattern.Matches(pattern, name)));

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
