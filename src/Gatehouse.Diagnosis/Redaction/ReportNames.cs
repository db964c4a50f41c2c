using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Ladders;

namespace Gatehouse.Diagnosis.Redaction;

/// <summary>Learns the names that a report and the question behind it hold.</summary>
/// <param name="pseudonyms">Takes them.</param>
internal sealed class ReportNames(Pseudonyms pseudonyms)
{
    private const string Host = "host";
    private const string User = "user";
    private const string DnsQuestion = "DNS question for ";
    private const string DnsAnswer = "DNS answer ";
    private const string SettingsServer = "server ";
    private const int LongestEnding = 7;

    private static readonly Dictionary<string, string> KindsOfFacts = new()
    {
        ["serverName"] = Host,
        ["host"] = Host,
        ["name"] = Host,
        ["names"] = Host,
        ["server"] = Host,
        ["servers"] = Host,
        ["target"] = Host,
        ["proxy"] = Host,
        ["tunnelTo"] = Host,
        ["items"] = "item",
        ["subject"] = "subject",
        ["issuer"] = "issuer",
        ["expected"] = "name",
        ["client"] = User,
        ["user"] = User,
        ["userName"] = User,
    };

    /// <summary>Whether a fact holds nothing but names.</summary>
    public static bool IsNaming(string fact) =>
        KindsOfFacts.ContainsKey(fact) || fact is "agents" or "sentAccordingTo" or "notSeenAt";

    /// <summary>Learns what the user gave. Names of vantage points are the user's own and stay.</summary>
    public void Learn(DiagnosisOptions options)
    {
        foreach (EvidenceInput input in options.Inputs)
        {
            if (input.Name is { } vantage)
            {
                pseudonyms.Keep(vantage);
            }
        }

        foreach (EvidenceInput input in options.Inputs)
        {
            LearnPath(input.Path);
        }

        foreach (ServerExpectation server in options.Servers)
        {
            pseudonyms.Learn(server.Host, Host);
        }

        pseudonyms.Learn(options.Endpoint, User);
        LearnName(options.ExpectIssuer ?? string.Empty, "issuer");
    }

    /// <summary>Learns what a report holds.</summary>
    public void Learn(Report report)
    {
        foreach (SourceSummary source in report.Sources)
        {
            Learn(source);
        }

        foreach (Finding finding in report.Findings)
        {
            Learn(finding);
        }

        foreach (string skipped in report.Skipped)
        {
            LearnSkipped(skipped);
        }

        foreach (LadderStep step in report.Ladder?.Steps ?? [])
        {
            LearnLabel(step.Label);
        }
    }

    private void Learn(Finding finding)
    {
        foreach ((string fact, object value) in finding.Facts)
        {
            if (!KindsOfFacts.TryGetValue(fact, out string? kind))
            {
                continue;
            }

            foreach (string name in value switch
            {
                string word => [word],
                IEnumerable<string> words => words,
                _ => [],
            })
            {
                LearnName(name, kind);
            }
        }

        pseudonyms.Learn(finding.Conversation?.Client, User);
        pseudonyms.Learn(finding.Conversation?.Server, Host);
    }

    private void Learn(SourceSummary source)
    {
        LearnPath(source.File);
        pseudonyms.Learn(source.Name, "source");
        if (!source.Kind.Contains("-settings", StringComparison.Ordinal))
        {
            return;
        }

        foreach (string note in source.Notes)
        {
            int end = note.IndexOf(" (line ", StringComparison.Ordinal);
            if (note.StartsWith(SettingsServer, StringComparison.Ordinal) && end > SettingsServer.Length)
            {
                LearnName(note[SettingsServer.Length..end], Host);
            }
        }
    }

    /// <summary>A distinguished name, or "host:port", holds names that may stand alone elsewhere.</summary>
    private void LearnName(string name, string kind)
    {
        pseudonyms.Learn(name, kind);
        foreach (string part in kind == "item" ? [] : DistinguishedNames.NamesIn(name))
        {
            pseudonyms.Learn(part, kind);
        }

        int colon = name.LastIndexOf(':');
        if (colon > 0 && name.AsSpan(colon + 1).IndexOfAnyExceptInRange('0', '9') < 0)
        {
            pseudonyms.Learn(name[..colon], kind);
        }
    }

    /// <summary>A file, and the folder it is in.</summary>
    private void LearnPath(string path)
    {
        if (path == EvidenceFile.StandardInput)
        {
            return;
        }

        string trimmed = path.TrimEnd('/', '\\');
        int slash = trimmed.LastIndexOfAny(['/', '\\']);
        string file = trimmed[(slash + 1)..];
        string ending = Path.GetExtension(file);
        bool hasEnding = ending.Length is > 1 and <= LongestEnding;
        pseudonyms.Learn(file, hasEnding ? "file" : "folder", hasEnding ? ending : string.Empty);
        if (slash > 0)
        {
            pseudonyms.Learn(trimmed[..slash], "folder");
        }
    }

    /// <summary>A remark on a file begins with its path, which may hold blanks, or has paths within.</summary>
    private void LearnSkipped(string remark)
    {
        string[] verbs = [" is ", " was ", " were ", " holds ", " cannot ", " may ", " lists ", " does ", " has "];
        int verb = verbs.Select(verb => remark.IndexOf(verb, StringComparison.Ordinal)).Where(at => at > 0).DefaultIfEmpty(0).Min();
        if (remark.AsSpan(0, verb).ContainsAny('/', '\\', '.'))
        {
            LearnPath(remark[..verb]);
        }

        foreach (string word in remark.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string piece = word.Trim('"', '\'', '`', '(', ')', ',', ';', ':', '.');
            if (piece.AsSpan().ContainsAny('/', '\\') || Path.GetExtension(piece).Length is > 1 and <= LongestEnding)
            {
                LearnPath(piece);
            }
        }
    }

    private void LearnLabel(string label)
    {
        int name = label.StartsWith(DnsQuestion, StringComparison.Ordinal) ? DnsQuestion.Length
            : label.StartsWith(DnsAnswer, StringComparison.Ordinal) && label.IndexOf(" for ", StringComparison.Ordinal) is > 0 and var at ? at + " for ".Length
            : label.Length;
        string rest = label[name..];
        int end = rest.IndexOfAny([',', ' ']);
        pseudonyms.Learn(end < 0 ? rest : rest[..end], Host);
    }
}
