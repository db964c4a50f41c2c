using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Paths;
using Gatehouse.Diagnosis.Paths.Fates;
using Gatehouse.Diagnosis.Paths.Matching;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Judgement.Paths;

/// <summary>
/// What several captures say together. Each conversation is judged once along the path; findings of single captures that this supersedes are
/// dropped, and what two captures say alike of one conversation becomes one finding.
/// </summary>
internal sealed class PathJudgement
{
    private readonly Dictionary<(string Source, string Protocol, IpEndpoint Client, IpEndpoint Server), Exchange> _exchanges = [];
    private readonly Dictionary<Exchange, List<Statement>> _about = [];
    private readonly List<Statement> _others = [];
    private readonly PathPicture _picture;
    private readonly Chance _chance;
    private readonly IReadOnlyDictionary<Exchange, Interception> _interceptions;

    private PathJudgement(PathPicture picture)
    {
        _picture = picture;
        _chance = new Chance(picture);
        _interceptions = InterceptionSearch.Of(picture);
        foreach (Exchange exchange in picture.Exchanges)
        {
            for (int place = 0; place < picture.Path.Count; place++)
            {
                if (exchange.At(place) is { } flow)
                {
                    _exchanges.TryAdd((picture.Path[place].Name, flow.Protocol, flow.Client, flow.Server), exchange);
                }
            }
        }
    }

    /// <summary>Judges.</summary>
    /// <param name="picture">What comparing showed.</param>
    /// <param name="judgements">What each capture on the path says alone.</param>
    /// <param name="cancellation">Ends judging early with <see cref="OperationCanceledException"/>.</param>
    public static (IReadOnlyList<Finding> Findings, ConversationCounts Conversations) Of(
        PathPicture picture, IReadOnlyList<(string Source, SourceJudgement Judgement)> judgements, CancellationToken cancellation = default)
    {
        PathJudgement judgement = new(picture);
        foreach ((string source, SourceJudgement single) in judgements)
        {
            judgement.Sort(source, single.Each);
        }

        FindingFold fold = new();
        HashSet<Exchange> faulty = judgement.JudgeExchanges(fold, cancellation);
        long faultyCount = faulty.Sum(exchange => FaultsOf(judgement._about[exchange]));
        Finding[] losses = [.. LossBetween.Judge(picture, faulty)];
        foreach (Statement statement in judgement._others.Where(statement => losses.Length == 0 || statement.Finding.Code != FindingCodes.PacketLoss))
        {
            fold.Add(statement.Finding, statement.StandsFor);
            faultyCount += statement.Finding is { Severity: Severity.Fault, Conversation: not null } ? statement.StandsFor : 0;
        }

        foreach (Finding loss in losses)
        {
            fold.Add(loss, 1);
        }

        // Which conversations of two captures are the same is known of all of them only where all packets were compared.
        long most = judgements.Max(single => single.Judgement.Conversations.Total);
        long total = picture.IsSampled ? most : Math.Max(most, judgements.Sum(single => single.Judgement.Conversations.Total) - picture.Exchanges.Sum(Repeated));
        faultyCount = Math.Min(faultyCount, total);
        long unjudged = Math.Min(total - faultyCount, judgements.Min(single => single.Judgement.Conversations.Unjudged));
        return ([.. fold.All()], new ConversationCounts(total, total - faultyCount - unjudged, faultyCount, unjudged));

        long Repeated(Exchange exchange) => exchange.Nearest.HasPorts
            ? Enumerable.Range(0, picture.Path.Count).Count(place => exchange.At(place) is not null) - 1
            : 0;
    }

    /// <summary>The conversation a finding of a single capture is about; null when it is about none, or about one that was not compared.</summary>
    private Exchange? ExchangeOf(string source, Finding finding) =>
        finding.Conversation is { } name && NamedEndpoint.TryParse(name.Client, out IpEndpoint client) && NamedEndpoint.TryParse(name.Server, out IpEndpoint server)
            ? _exchanges.GetValueOrDefault((source, name.Protocol, client, server))
            : null;

    private void Sort(string source, IReadOnlyList<(Finding Finding, long StandsFor)> findings)
    {
        foreach ((Finding finding, long standsFor) in findings)
        {
            Statement statement = new(source, finding, standsFor);
            if (ExchangeOf(source, finding) is { } exchange)
            {
                (_about.TryGetValue(exchange, out List<Statement>? known) ? known : _about[exchange] = []).Add(statement);
            }
            else
            {
                _others.Add(statement);
            }
        }
    }

    /// <summary>Judges each conversation that some capture has something to say about, or that lost fragments, or that a gateway opens.</summary>
    /// <returns>Those with a fault.</returns>
    private HashSet<Exchange> JudgeExchanges(FindingFold fold, CancellationToken cancellation)
    {
        HashSet<Exchange> faulty = [];
        foreach (Exchange exchange in _picture.Exchanges)
        {
            cancellation.ThrowIfCancellationRequested();
            List<Statement> statements = _about.GetValueOrDefault(exchange) ?? [];
            Interception? interception = _interceptions.GetValueOrDefault(exchange);
            if (statements.Count == 0 && interception is null && !exchange.Journeys.Any(journey => journey.Kind == SightingKind.Fragment))
            {
                continue;
            }

            ExchangeCase about = new(exchange, _picture.Path, [.. statements.Select(statement => (statement.Source, statement.Finding))], _chance);
            Finding? along = interception is null
                ? PathRules.All.Select(rule => rule.Judge(about)).FirstOrDefault(finding => finding is not null)
                : InterceptedBetween.Describe(about, interception);
            long standsFor = FaultsOf(statements);
            bool mayBeChance = along is not null && Chance.IsPossible(along);
            if (along is not null)
            {
                fold.Add(along, standsFor);
            }

            if (mayBeChance)
            {
                fold.Add(Chance.Rival(along!), standsFor);
                statements = [.. statements.Where(statement => statement.Finding.Code != along!.Code && PathRules.MayStandBesideChance(statement.Finding.Code))];
            }

            foreach (Statement statement in Once(statements, mayBeChance ? null : along))
            {
                fold.Add(along is null ? Refusals.Place(statement.Finding, about) : statement.Finding, statement.StandsFor);
            }

            if (along?.Severity == Severity.Fault || statements.Exists(statement => statement.Finding.Severity == Severity.Fault))
            {
                faulty.Add(exchange);
                _about.TryAdd(exchange, [new Statement(string.Empty, along!, 1)]);
            }
        }

        return faulty;
    }

    /// <summary>How many conversations the faults of one stand for: what is remarked about it may stand for many more.</summary>
    private static long FaultsOf(List<Statement> statements) =>
        statements.Where(statement => statement.Finding.Severity == Severity.Fault).Select(statement => statement.StandsFor).DefaultIfEmpty(1).Max();

    /// <summary>What remains to be said of a conversation: each code once, the surest capture first, with the evidence of the others.</summary>
    private static IEnumerable<Statement> Once(List<Statement> statements, Finding? along)
    {
        IEnumerable<Statement> left = along is null
            ? statements
            : statements.Where(statement => statement.Finding.Code != along.Code && !PathRules.Superseded.Contains(statement.Finding.Code));
        foreach (IGrouping<string, Statement> same in left.GroupBy(statement => statement.Finding.Code))
        {
            // What the path shows is the cause; what a capture thought to be one beside it is a circumstance.
            Statement[] ordered =
            [
                .. along is null
                    ? same.OrderByDescending(statement => statement.Finding.Severity).ThenByDescending(statement => statement.Finding.Confidence)
                    : same.OrderBy(statement => statement.Finding.Severity),
            ];
            Finding best = ordered[0].Finding;
            yield return ordered[0] with
            {
                Finding = best with
                {
                    Severity = along is null || best.Severity < Severity.Warning ? best.Severity : Severity.Warning,
                    Evidence = [.. ordered.SelectMany(statement => statement.Finding.Evidence).Take(FindingFold.MostEvidence)],
                    Rivals = along is null ? best.Rivals : [],
                    NextSteps = along is null ? best.NextSteps : [],
                },
                StandsFor = ordered.Max(statement => statement.StandsFor),
            };
        }
    }

    private sealed record Statement(string Source, Finding Finding, long StandsFor);
}
