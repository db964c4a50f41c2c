using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Ladders;

namespace Gatehouse.Diagnosis.Redaction;

/// <summary>
/// Makes a report that can go to strangers: users, names, addresses, hardware addresses and files get pseudonyms, the same ones in all of
/// it. Ports, versions, times, sizes and frame numbers stay, for they are what the case is about.
/// </summary>
public static class ReportRedactor
{
    /// <summary>Facts whose value is a name of a person, a host or an organisation.</summary>
    private static readonly (string Fact, string Kind)[] NamingFacts =
    [
        ("serverName", "host"), ("name", "host"), ("names", "host"), ("target", "host"), ("proxy", "host"), ("tunnelTo", "host"), ("items", "host"),
        ("subject", "subject"), ("issuer", "issuer"), ("expected", "name"), ("client", "user"), ("user", "user"), ("userName", "user"),
    ];

    /// <summary>Learns what is private in a report and replaces it.</summary>
    /// <param name="report">The report.</param>
    /// <param name="pseudonyms">Takes what is learnt, to be used for the frames too.</param>
    /// <param name="options">What the user gave: names and addresses among it are private too; names of vantage points are kept.</param>
    public static Report Redact(Report report, Pseudonyms pseudonyms, DiagnosisOptions options)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(pseudonyms);
        ArgumentNullException.ThrowIfNull(options);
        foreach (ServerExpectation server in options.Servers)
        {
            pseudonyms.Learn(server.Host, "host");
        }

        pseudonyms.Learn(options.Endpoint, "user");
        pseudonyms.Learn(options.ExpectIssuer, "issuer");
        Learn(report, pseudonyms, [.. options.Inputs.Where(input => input.Name is not null).Select(input => input.Name!)]);
        return report with
        {
            Verdict = report.Verdict with { Summary = pseudonyms.Replace(report.Verdict.Summary), Where = Replace(report.Verdict.Where, pseudonyms) },
            Findings = [.. report.Findings.Select(finding => Replace(finding, pseudonyms))],
            Sources = [.. report.Sources.Select(source => Replace(source, pseudonyms))],
            Skipped = [.. report.Skipped.Select(pseudonyms.Replace)],
            Path = [.. report.Path.Select(pseudonyms.Replace)],
            Ladder = report.Ladder is { } ladder ? Replace(ladder, pseudonyms) : null,
        };
    }

    private static void Learn(Report report, Pseudonyms pseudonyms, HashSet<string> vantagePoints)
    {
        foreach (Finding finding in report.Findings)
        {
            foreach ((string fact, string kind) in NamingFacts)
            {
                switch (finding.Facts.GetValueOrDefault(fact))
                {
                    case string word:
                        LearnName(word, kind, pseudonyms);
                        break;
                    case IEnumerable<string> words:
                        foreach (string word in words)
                        {
                            LearnName(word, kind, pseudonyms);
                        }

                        break;
                    default:
                        break;
                }
            }

            pseudonyms.Learn(finding.Conversation?.Client, "user");
            pseudonyms.Learn(finding.Conversation?.Server, "host");
        }

        foreach (SourceSummary source in report.Sources)
        {
            pseudonyms.Learn(Path.GetDirectoryName(source.File), "folder");
            pseudonyms.Learn(source.File == "-" ? null : Path.GetFileName(source.File), "file", EndingOf(source.File));
            if (!vantagePoints.Contains(source.Name))
            {
                pseudonyms.Learn(source.Name, "source");
            }
        }
    }

    /// <summary>A distinguished name, or "host:port", holds names that may stand alone elsewhere.</summary>
    private static void LearnName(string word, string kind, Pseudonyms pseudonyms)
    {
        pseudonyms.Learn(word, kind);
        foreach (string part in word.Split(','))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                pseudonyms.Learn(part[(equals + 1)..].Trim(' ', '"'), kind);
            }
        }

        int colon = word.LastIndexOf(':');
        if (colon > 0 && word.AsSpan(colon + 1).IndexOfAnyExceptInRange('0', '9') < 0)
        {
            pseudonyms.Learn(word[..colon], kind);
        }
    }

    private static string EndingOf(string file)
    {
        string ending = Path.GetExtension(file);
        return ending.Length is > 1 and <= 7 ? ending : string.Empty;
    }

    private static Finding Replace(Finding finding, Pseudonyms pseudonyms) => finding with
    {
        Title = pseudonyms.Replace(finding.Title),
        Explanation = pseudonyms.Replace(finding.Explanation),
        Conversation = finding.Conversation is { } name ? Replace(name, pseudonyms) : null,
        Where = Replace(finding.Where, pseudonyms),
        Facts = finding.Facts.ToDictionary(fact => fact.Key, fact => Replace(fact.Value, pseudonyms)),
        Evidence = [.. finding.Evidence.Select(evidence => evidence with
        {
            Source = pseudonyms.Replace(evidence.Source),
            Filter = evidence.Filter is { } filter ? pseudonyms.Replace(filter) : null,
            Note = pseudonyms.Replace(evidence.Note),
        })],
        Remedies = [.. finding.Remedies.Select(pseudonyms.Replace)],
        NextSteps = [.. finding.NextSteps.Select(pseudonyms.Replace)],
    };

    private static object Replace(object fact, Pseudonyms pseudonyms) => fact switch
    {
        string text => pseudonyms.Replace(text),
        IEnumerable<string> texts => texts.Select(pseudonyms.Replace).ToArray(),
        _ => fact,
    };

    private static SourceSummary Replace(SourceSummary source, Pseudonyms pseudonyms) => source with
    {
        Name = pseudonyms.Replace(source.Name),
        File = pseudonyms.Replace(Path.GetFileName(source.File)),
        Problems = [.. source.Problems.Select(pseudonyms.Replace)],
        Notes = [.. source.Notes.Select(pseudonyms.Replace)],
    };

    private static Ladder Replace(Ladder ladder, Pseudonyms pseudonyms) => ladder with
    {
        Conversation = ladder.Conversation is { } name ? Replace(name, pseudonyms) : null,
        Source = ladder.Source is { } source ? pseudonyms.Replace(source) : null,
        Lanes = [.. ladder.Lanes.Select(lane => lane with
        {
            Name = pseudonyms.Replace(lane.Name),
            Address = lane.Address is { } address ? pseudonyms.Replace(address) : null,
        })],
        Steps = [.. ladder.Steps.Select(step => step with { Label = pseudonyms.Replace(step.Label) })],
    };

    private static ConversationName Replace(ConversationName name, Pseudonyms pseudonyms) =>
        name with { Client = pseudonyms.Replace(name.Client), Server = pseudonyms.Replace(name.Server) };

    private static Location? Replace(Location? where, Pseudonyms pseudonyms)
    {
        return where is null ? null : new Location(Of(where.After), Of(where.Before), where.Direction, Of(where.At));

        string? Of(string? point) => point is null ? null : pseudonyms.Replace(point);
    }
}
