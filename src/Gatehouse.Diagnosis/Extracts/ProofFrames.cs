using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Extracts;

/// <summary>The frames of each source that prove the findings of a report, with what to say of each.</summary>
internal sealed class ProofFrames
{
    /// <summary>Most frames of all sources together; findings come in the order of their weight.</summary>
    internal const int Most = 65_536;

    private readonly Dictionary<string, SortedDictionary<long, List<string>>> _frames = [];

    private ProofFrames()
    {
    }

    /// <summary>Frames chosen.</summary>
    public int Count { get; private set; }

    /// <summary>Frames left out because there were too many.</summary>
    public int LeftOut { get; private set; }

    /// <summary>Collects them.</summary>
    public static ProofFrames Of(Report report)
    {
        ProofFrames proof = new();
        foreach (Finding finding in report.Findings)
        {
            string headline = $"gatehouse: {finding.Code} ({Word(finding.Confidence)}): {finding.Title}";
            foreach (Evidence evidence in finding.Evidence)
            {
                foreach (long frame in evidence.Frames)
                {
                    proof.Add(evidence.Source, frame, headline, $"gatehouse: {finding.Code}: {evidence.Note}");
                    headline = string.Empty;
                }
            }
        }

        return proof;
    }

    /// <summary>Frame numbers of a source, each with its comments.</summary>
    public IReadOnlyDictionary<long, List<string>> OfSource(string source) =>
        _frames.TryGetValue(source, out SortedDictionary<long, List<string>>? frames) ? frames : new SortedDictionary<long, List<string>>();

    private static string Word(Confidence confidence) => confidence switch
    {
        Confidence.Certain => "certain",
        Confidence.Likely => "likely",
        _ => "possible",
    };

    private void Add(string source, long frame, string headline, string comment)
    {
        if (!_frames.TryGetValue(source, out SortedDictionary<long, List<string>>? frames))
        {
            _frames[source] = frames = [];
        }

        if (!frames.TryGetValue(frame, out List<string>? comments))
        {
            if (Count == Most)
            {
                LeftOut++;
                return;
            }

            Count++;
            frames[frame] = comments = [];
        }

        if (headline.Length > 0)
        {
            comments.Add(headline);
        }

        if (!comments.Contains(comment))
        {
            comments.Add(comment);
        }
    }
}
