using Gatehouse.Posture.Catalogues;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;
using OperatingSystem = Gatehouse.Posture.Reports.OperatingSystem;
using V = Gatehouse.Contracts.Checks.ReportVocabulary;

namespace Gatehouse.Contracts.Checks;

/// <summary>Reads the categories of <c>checkResult</c> that are ours, one at a time; other categories are ignored.</summary>
internal static class ResultReader
{
    public static PostureReport Read(PostureReport report, FieldReader fields) => fields.Category switch
    {
        V.OperatingSystem => report with { OperatingSystem = System(fields) },
        V.Updates => report with { Updates = new UpdateStatus(fields.List("installed"), Pending(fields), fields.Time("listsDate")) },
        V.Products when Item(fields) is { } item => report with { Products = With(report.Products, item, (IReadOnlyList<Product> products) => products, []) },
        V.Product when Item(fields) is { } item => report with
        {
            Products = With(report.Products, item, (IReadOnlyList<Product> products) => [.. products, Product(fields)], []),
        },
        V.Software => report with { Software = new SoftwareSurvey(fields.List("asked"), fields.List("installed"), fields.List("running")) },
        V.Settings when Item(fields) is { } item => report with { Settings = With(report.Settings, item, settings => settings, Nothing()) },
        V.Setting when Item(fields) is { } item && fields.Text("name") is { } name => report with
        {
            Settings = With(report.Settings, item, settings => new Dictionary<string, string?>(settings) { [name] = fields.Text("value") }, Nothing()),
        },
        V.AddressAssignment => report with { AddressAssignment = CheckWords.Name<AddressMode>(fields.Text("mode")) },
        V.Connections => report with { Connections = fields.Number("count", 0, int.MaxValue) },
        V.Finding when Item(fields) is { } item && fields.List("found") is { } found => report with
        {
            Findings = new Dictionary<CheckItem, IReadOnlyList<string>>(report.Findings) { [item] = found },
        },
        V.NotDetermined when Item(fields) is { } item => report with
        {
            NotDetermined = [.. report.NotDetermined, new NotDetermined(item, fields.Text("why") ?? string.Empty, fields.Text("needs"))],
        },
        _ => report,
    };

    private static CheckItem? Item(FieldReader fields) => CheckWords.Item(fields.Text("item"));

    private static Dictionary<string, string?> Nothing() => [];

    private static Dictionary<CheckItem, T> With<T>(IReadOnlyDictionary<CheckItem, T> known, CheckItem item, Func<T, T> change, T nothing)
        where T : class =>
        new(known) { [item] = change(known.GetValueOrDefault(item) ?? nothing) };

    private static OperatingSystem System(FieldReader fields) => new(
        fields.Text("id") ?? string.Empty,
        fields.Text("name") ?? string.Empty,
        fields.Text("version") ?? string.Empty,
        fields.Text("build") ?? string.Empty,
        fields.Text("locale") ?? string.Empty);

    // A severity that is not known counts as the lowest but one: it is not passed over, and does not isolate where only the worst do.
    private static PendingUpdate[]? Pending(FieldReader fields) => fields.Raw("pending") is null ? null :
    [
        .. fields.Tuples("pending").Select(tuple => new PendingUpdate(
            tuple[0],
            tuple.ElementAtOrDefault(1) ?? string.Empty,
            CheckWords.Name<PatchSeverity>(tuple.ElementAtOrDefault(2)) ?? PatchSeverity.Moderate,
            CheckWords.Flag(tuple.ElementAtOrDefault(3)) ?? false)),
    ];

    private static Product Product(FieldReader fields) => new(
        fields.Text("name") ?? string.Empty,
        fields.Flag("running"),
        fields.Text("engine"),
        fields.Date("engineDate"),
        fields.Text("definitions"),
        fields.Date("definitionsDate"));
}
