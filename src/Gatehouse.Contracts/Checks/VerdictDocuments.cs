using System.Globalization;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Verdicts;
using Gatehouse.Wire.Ead;

namespace Gatehouse.Contracts.Checks;

/// <summary>A verdict as packet 4, whose vocabulary is ours. What the server remembers for the next evaluation is not sent.</summary>
public static class VerdictDocuments
{
    private const string ReasonName = "reason";
    private const string ReachableName = "reachable";

    /// <summary>Writes packet 4.</summary>
    public static EadDocument Write(Verdict verdict, CheckEnvelope envelope)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        ArgumentNullException.ThrowIfNull(envelope);
        DocumentWriter document = new();
        document.Add("verdict", CheckWords.Of(verdict.Kind));
        document.Add("policyName", verdict.PolicyName);
        document.Add("policyVersion", verdict.PolicyVersion);
        document.Add("catalogueVersion", verdict.CatalogueVersion?.ToString(CultureInfo.InvariantCulture));
        document.Add("evaluatedAt", Text(verdict.EvaluatedAt));
        document.Add("nextCheck", verdict.NextCheckSeconds);
        document.Add("changesAt", verdict.ChangesAt is { } time ? Text(time) : null);
        document.Add("acl", verdict.AccessList);
        document.Add("userMessage", verdict.UserMessage);
        document.Add("checked", string.Join(';', verdict.Checked.Select(item => $"{CheckWords.Of(item.Item)}={CheckWords.Of(item.Outcome)}")));
        foreach (Reason reason in verdict.Reasons.Take(CheckLimits.MaxEntries))
        {
            document.Add(ReasonName, new FieldWriter(CheckWords.Of(reason.Item))
                .Add("key", reason.Key)
                .Add("outcome", CheckWords.Of(reason.Outcome))
                .Add("found", reason.Found)
                .Add("required", reason.Required)
                .Add("action", reason.Action)
                .Add("effective", reason.Effective)
                .Add("remedy", reason.Remedy)
                .Add("deadline", reason.Deadline)
                .Add("grace", reason.GraceDays));
        }

        foreach (RepairServer server in verdict.Reachable)
        {
            document.Add(ReachableName, RepairServers.Write(server));
        }

        document.Add("eventSeqID", envelope.EventSequenceId);
        return document.Document();
    }

    /// <summary>Reads packet 4; null when it names no verdict. Reasons that cannot be read are left out. Never throws.</summary>
    public static Verdict? Read(EadDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return CheckWords.Kind(document.Value("verdict")) is not { } kind ? null : new Verdict
        {
            Kind = kind,
            EvaluatedAt = Time(document.Value("evaluatedAt")) ?? default,
            PolicyName = document.Value("policyName") ?? string.Empty,
            PolicyVersion = Number(document.Value("policyVersion")) ?? 0,
            CatalogueVersion = Number(document.Value("catalogueVersion")),
            Reasons = [.. document.Values(ReasonName).Take(CheckLimits.MaxEntries).Select(ReadReason).OfType<Reason>()],
            Checked = [.. FieldText.Split(document.Value("checked")).Select(ReadChecked).OfType<CheckedItem>()],
            Reachable = [.. document.Values(ReachableName).Take(CheckLimits.MaxEntries).Select(RepairServers.Read)],
            AccessList = document.Value("acl"),
            NextCheckSeconds = CheckWords.Number(document.Value("nextCheck"), 0, PolicyLimits.MaxIntervalSeconds) ?? 0,
            ChangesAt = Time(document.Value("changesAt")),
            UserMessage = document.Value("userMessage") ?? string.Empty,
        };
    }

    private static Reason? ReadReason(string value)
    {
        FieldReader fields = FieldReader.Read(value);
        if (CheckWords.Item(fields.Category) is not { } item || CheckWords.Outcome(fields.Raw("outcome")) is not { } outcome
            || fields.Action("action") is not { } action)
        {
            return null;
        }

        return new Reason(
            item,
            fields.Text("key") ?? CheckWords.Of(item),
            outcome,
            fields.Text("found") ?? string.Empty,
            fields.Text("required") ?? string.Empty,
            action,
            fields.Action("effective") ?? action,
            fields.Text("remedy") ?? string.Empty,
            fields.Time("deadline"),
            fields.Number("grace", 0, PolicyLimits.MaxDays) ?? 0);
    }

    private static CheckedItem? ReadChecked(string value)
    {
        string[] parts = value.Split('=', 2);
        return parts.Length == 2 && CheckWords.Item(parts[0]) is { } item && CheckWords.Outcome(parts[1]) is { } outcome
            ? new CheckedItem(item, outcome)
            : null;
    }

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    private static string Text(DateTimeOffset time) => time.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset time) ? time : null;
}
