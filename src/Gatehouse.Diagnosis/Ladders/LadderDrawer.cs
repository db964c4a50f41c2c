using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement;
using Gatehouse.Diagnosis.Observation;
using Gatehouse.Diagnosis.Paths;
using Gatehouse.Diagnosis.Paths.Fates;
using Gatehouse.Diagnosis.Paths.Matching;
using Gatehouse.Diagnosis.Sources;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Ladders;

/// <summary>
/// Finds the packets behind a finding, by reading the captures that prove it again. Nothing is kept for that while they are judged.
/// </summary>
/// <param name="options">What the user asked.</param>
/// <param name="cancellation">Ends reading early.</param>
internal sealed class LadderDrawer(DiagnosisOptions options, CancellationToken cancellation)
{
    private readonly CaptureReplay _replay = new(options, cancellation);

    /// <summary>Draws.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="results">The sources.</param>
    /// <param name="picture">What comparing the captures among them showed; null when there was nothing to compare.</param>
    /// <returns>Null when no source can be read again that shows the finding's conversation.</returns>
    public Ladder? Draw(Finding finding, IReadOnlyList<SourceResult> results, PathPicture? picture)
    {
        finding = finding.Conversation is null ? finding with { Conversation = NameByProof(finding, results) } : finding;
        HashSet<(string Source, long Frame)> proof = [.. finding.Evidence.SelectMany(evidence => evidence.Frames.Select(frame => (evidence.Source, frame)))];
        if (finding.Conversation is { } name && picture is { Path.Count: > 1 } && Find(picture.Exchanges, picture.Path, name, proof) is { } exchange)
        {
            Dictionary<string, SourceResult> sources = results.Where(result => result.Capture is not null).ToDictionary(result => result.Summary.Name);
            return Build(exchange, picture.Path, name, proof, [.. picture.Path.Select(point => sources[point.Name].Reopen!)]);
        }

        foreach (string source in finding.Evidence.Select(evidence => evidence.Source).Distinct())
        {
            if (results.FirstOrDefault(result => result.Summary.Name == source) is { } result
                && (result.Reopen is { } file ? Alone(source, file, finding, proof) : result.DrawLadder?.Invoke(finding)) is { } ladder)
            {
                return ladder;
            }
        }

        return null;
    }

    private ConversationName? NameByProof(Finding finding, IReadOnlyList<SourceResult> results)
    {
        ConversationName? name = null;
        foreach (Evidence evidence in finding.Evidence.Where(evidence => evidence.Frames.Count > 0))
        {
            if (name is null && results.FirstOrDefault(result => result.Summary.Name == evidence.Source)?.Reopen is { } file)
            {
                long first = evidence.Frames.Min();
                _replay.TryRead(file, (in Frame frame) =>
                {
                    name = frame.Number == first ? FrameConversation.Of(frame) : null;
                    return frame.Number < first;
                });
            }
        }

        return name;
    }

    private static Exchange? Find(
        IEnumerable<Exchange> exchanges, IReadOnlyList<VantagePoint> path, ConversationName name, HashSet<(string Source, long Frame)> proof) =>
        exchanges
            .Where(exchange => exchange.Journeys.Count > 0 && Enumerable.Range(0, path.Count).Any(place => IsNamed(exchange.At(place), name)))
            .MaxBy(exchange => exchange.Journeys.Count(journey => LadderBuilder.IsProof(journey, path, proof)));

    private static bool IsNamed(PathFlow? flow, ConversationName name) =>
        flow is not null && flow.Protocol == name.Protocol
        && ((Is(flow.Client, name.Client) && Is(flow.Server, name.Server)) || (Is(flow.Client, name.Server) && Is(flow.Server, name.Client)));

    // Findings about several conversations of one host name it without a port, and so do those about pings.
    private static bool Is(IpEndpoint end, string name) => end.ToString() == name || end.Address.ToString() == name;

    private Ladder? Alone(string source, string file, Finding finding, HashSet<(string Source, long Frame)> proof)
    {
        if (finding.Conversation is not { } name)
        {
            return null;
        }

        SightingIndex index = new();
        SightingIndexer indexer = new(index, Interest.Only(name), new PacketDigest(PacketDigest.Whole));
        bool isRead = _replay.TryRead(file, (in Frame frame) =>
        {
            indexer.Observe(frame);
            return !index.IsCapped;
        });
        SourceContext nothing = new() { Source = new SourceObservations { Name = source }, Options = options };
        VantagePoint[] path = [new VantagePoint(0, source, false, nothing, index)];
        return isRead && Find(PathBuilder.Follow(path[0]), path, name, proof) is { } exchange
            ? Build(exchange, path, name, proof, [file])
            : null;
    }

    private Ladder Build(
        Exchange exchange, IReadOnlyList<VantagePoint> path, ConversationName name, HashSet<(string Source, long Frame)> proof, string[] files) =>
        new LadderBuilder(exchange, path, proof).Build(name, (place, frames) =>
        {
            PathFlow flow = exchange.At(place) ?? exchange.Nearest;
            FrameContents contents = new(frames, flow.Client.Address, flow.Server.Address);
            _replay.TryRead(files[place], contents.Take);
            return contents.All;
        });
}
