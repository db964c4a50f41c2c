using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Paths;
using Gatehouse.Diagnosis.Paths.Fates;

namespace Gatehouse.Diagnosis.Judgement.Paths;

/// <summary>
/// Weighs whether a device drops certain packets, or they are just among the many that a bad line loses: where others are lost between the
/// same two vantage points too, a few samples do not tell, and both causes stay possible.
/// </summary>
/// <param name="picture">All conversations along the path.</param>
internal sealed class Chance(PathPicture picture)
{
    /// <summary>Share of other packets lost from which a line counts as bad.</summary>
    private const double BadLine = 0.05;

    /// <summary>Other packets lost that show a bad line.</summary>
    private const int FewestOthers = 2;

    /// <summary>Probability below which nobody would believe in chance.</summary>
    private const double Believable = 0.01;

    private readonly Lazy<LossTally> _tally = new(() =>
    {
        LossTally tally = new(picture.Path);
        foreach (Exchange exchange in picture.Exchanges)
        {
            tally.Count(exchange);
        }

        return tally;
    });

    /// <summary>Whether a finding was weighed and chance found possible.</summary>
    public static bool IsPossible(Finding finding) => finding.Rivals.Contains(FindingCodes.PacketLoss);

    /// <summary>Weighs a finding about packets lost between two places.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="loss">Where.</param>
    /// <param name="isToServer">Which way.</param>
    /// <param name="lost">The packets it is about, those that did not arrive.</param>
    /// <returns>The finding as it is, or as one of two possible causes.</returns>
    public Finding Weigh(Finding finding, Loss loss, bool isToServer, IReadOnlyCollection<Journey> lost)
    {
        HashSet<Journey> own = [.. lost];
        long others = _tally.Value.Lost.TryGetValue((loss.After, loss.Before, isToServer), out List<Journey>? known) ? known.Count(journey => !own.Contains(journey)) : 0;
        long sent = _tally.Value.Passed(loss.After, isToServer) - own.Count(journey => LossTally.IsCounted(journey) && journey.WasAt(loss.After));
        double share = sent > 0 ? (double)others / sent : 0;
        if (others < FewestOthers || share < BadLine || Math.Pow(share, own.Count) < Believable)
        {
            return finding;
        }

        (string after, string before) = (picture.Path[loss.After].Name, picture.Path[loss.Before].Name);
        return finding with
        {
            Confidence = Confidence.Possible,
            Explanation = $"{finding.Explanation} But {others:N0} of {sent:N0} other packets are lost between {after} and {before} as well, so these may be among them by chance.",
            Facts = new Dictionary<string, object>(finding.Facts) { ["othersLost"] = others, ["othersSent"] = sent },
            Rivals = [.. finding.Rivals, FindingCodes.PacketLoss],
            NextSteps =
            [
                .. finding.NextSteps,
                $"Repeat the exchange a dozen times while {after} and {before} record: what a device drops is lost every time, what a bad line loses arrives now and then.",
            ],
        };
    }

    /// <summary>The other cause.</summary>
    /// <param name="weighed">A finding for which chance was found possible.</param>
    public static Finding Rival(Finding weighed)
    {
        (long others, long sent) = ((long)weighed.Facts["othersLost"], (long)weighed.Facts["othersSent"]);
        return new Finding
        {
            Code = FindingCodes.PacketLoss,
            Severity = Severity.Fault,
            Confidence = Confidence.Possible,
            Title = $"{(double)others / sent:P1} of the packets {(weighed.Where?.Direction == "to-client" ? "to clients" : "to servers")} are lost between {weighed.Where?.After} and {weighed.Where?.Before}",
            Explanation = $"{others:N0} of {sent:N0} packets that passed {weighed.Where?.After} never reached {weighed.Where?.Before}, whatever they carry. "
                + "With so many lost, this conversation may have failed by chance alone; that it recovered later is not shown.",
            Conversation = weighed.Conversation,
            Where = weighed.Where,
            Facts = new Dictionary<string, object> { ["packets"] = sent, ["lost"] = others, ["share"] = Math.Round((double)others / sent, 4), ["recovery"] = "not shown" },
            Evidence = weighed.Evidence,
            Remedies = [$"Look at the error and drop counters of the interfaces between {weighed.Where?.After} and {weighed.Where?.Before} (wireless links, duplex mismatch, full queues)."],
            Rivals = [weighed.Code],
            NextSteps = weighed.NextSteps,
        };
    }
}
