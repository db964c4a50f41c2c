using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Paths;
using Gatehouse.Diagnosis.Paths.Fates;
using Gatehouse.Diagnosis.Paths.Matching;

namespace Gatehouse.Diagnosis.Judgement.Paths;

/// <summary>One conversation along the path, with what each vantage point alone makes of it.</summary>
/// <param name="exchange">The conversation.</param>
/// <param name="path">The vantage points from client to server.</param>
/// <param name="told">Findings of single captures about it, each with the capture's name.</param>
/// <param name="chance">Weighs whether packets were lost by chance.</param>
internal sealed class ExchangeCase(
    Exchange exchange, IReadOnlyList<VantagePoint> path, IReadOnlyList<(string Source, Finding Finding)> told, Chance chance)
{
    /// <inheritdoc cref="Paths.Chance"/>
    public Chance Chance => chance;

    /// <summary>The conversation.</summary>
    public Exchange Exchange => exchange;

    /// <summary>The vantage points from client to server.</summary>
    public IReadOnlyList<VantagePoint> Path => path;

    /// <summary>Findings of single captures about it.</summary>
    public IReadOnlyList<Finding> Symptoms { get; } = [.. told.Select(one => one.Finding)];

    /// <summary>Whether some vantage point alone sees a fault.</summary>
    public bool IsFaulty => Symptoms.Any(symptom => symptom.Severity == Severity.Fault);

    /// <summary>Whether a single capture shows a finding with one of these codes.</summary>
    public bool Shows(params ReadOnlySpan<string> codes)
    {
        foreach (Finding symptom in Symptoms)
        {
            if (codes.Contains(symptom.Code))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where a packet was lost; null when it was not, arrived in another shape, or nobody can tell.</summary>
    public Loss? LossOf(Journey journey) =>
        Loss.Of(journey, exchange, path) is { } loss && !Reshaping.Explains(journey, loss, exchange) ? loss : null;

    /// <summary>A place between two vantage points.</summary>
    public Location Between(Loss loss, bool isToServer) =>
        new(path[loss.After].Name, path[loss.Before].Name, isToServer ? "to-server" : "to-client", null);

    /// <summary>A vantage point itself.</summary>
    public Location At(int place) => new(null, null, null, path[place].Name);

    /// <summary>Whether a place is at the server or on its network.</summary>
    public bool IsAtServer(int place)
    {
        PathFlow flow = exchange.At(place) ?? exchange.Nearest;
        return place == path.Count - 1
            && (path[place].Name.StartsWith("server", StringComparison.OrdinalIgnoreCase)
                || Hops.Of(path[place].Index.TtlOf(flow.Server.Address)) == 0);
    }

    /// <summary>Whether a place is at the client or on its network.</summary>
    public bool IsAtClient(int place)
    {
        PathFlow flow = exchange.At(place) ?? exchange.Nearest;
        return place == 0
            && (path[place].Name.StartsWith("client", StringComparison.OrdinalIgnoreCase)
                || Hops.Of(path[place].Index.TtlOf(flow.Client.Address)) == 0);
    }

    /// <summary>Whether the capture at a place shows a finding by itself.</summary>
    public bool IsToldBy(string code, int place) => told.Any(one => one.Source == path[place].Name && one.Finding.Code == code);

    /// <summary>What a group of losses has in common: the segment that ate the most, and how sure that is.</summary>
    public static (Loss Loss, Confidence Confidence) Sum(IReadOnlyCollection<Loss> losses)
    {
        IGrouping<(int After, int Before), Loss> most = losses.GroupBy(loss => (loss.After, loss.Before)).MaxBy(same => same.Count())!;
        bool isProof = most.Any(loss => loss.Absence == Absence.IsProof);
        return (most.First(), isProof ? Confidence.Certain : Confidence.Likely);
    }

    /// <summary>A finding with what all findings about the path have in common.</summary>
    /// <param name="finding">Code, title and explanation.</param>
    /// <param name="explains">Symptoms it explains.</param>
    public Finding Complete(Finding finding, params IReadOnlyList<string> explains)
    {
        Dictionary<string, object> facts = new(finding.Facts);
        string translated = string.Empty;
        if (exchange.Translation(path) is { } translation)
        {
            facts["translated"] = translation;
            translated = $" Addresses are translated on the way: {translation}.";
        }

        string renumbered = string.Empty;
        if (exchange.Renumbered is var (before, place, shift))
        {
            facts["renumbered"] = $"between {path[before].Name} and {path[place].Name}: {shift}";
            renumbered = $" A device on the way gives the connection other TCP sequence numbers ({facts["renumbered"]}).";
        }

        return finding with
        {
            Conversation = exchange.Name,
            Explanation = finding.Explanation + translated + renumbered,
            Facts = facts,
            Explains = [.. explains.Where(code => code != finding.Code)],
        };
    }
}
