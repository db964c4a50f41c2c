using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation;
using Gatehouse.Diagnosis.Observation.Tcp;

namespace Gatehouse.Diagnosis.Judgement.Sources;

/// <summary>What the capture itself lacks, and so could not show.</summary>
internal sealed class CaptureIncomplete : ISourceRule
{
    public IEnumerable<Finding> Judge(SourceContext context)
    {
        if (context.Source.IsSelective)
        {
            return [];
        }

        List<string> cut = [.. CutPackets(context.Source)];
        List<string> losses = [.. FileLosses(context.Source), .. PathLosses(context), .. context.HasCertainFault ? [] : cut];
        List<string> remarks = [.. Remarks(context), .. context.HasCertainFault ? cut : []];
        if (losses.Count + remarks.Count == 0)
        {
            return [];
        }

        List<string> reasons = [.. losses, .. remarks];
        return
        [
            new Finding
            {
                Code = FindingCodes.CaptureIncomplete,
                Severity = losses.Count > 0 ? Severity.Warning : Severity.Note,
                Confidence = Confidence.Certain,
                Title = $"The capture {context.Name} is incomplete: {reasons[0]}",
                Explanation = $"What is missing from it proves less than it would otherwise: {string.Join("; ", reasons)}.",
                Facts = new Dictionary<string, object> { ["reasons"] = reasons },
                Evidence = [.. Examples(context)],
                Remedies = [.. Remedies(context)],
            },
        ];
    }

    private static IEnumerable<string> FileLosses(SourceObservations source)
    {
        foreach (CaptureProblem problem in source.Problems.All)
        {
            string? reason = problem.Kind switch
            {
                CaptureProblemKind.Truncated => "the file ends in the middle of a record",
                CaptureProblemKind.Damaged => $"the file is damaged at octet {problem.Offset:N0}",
                CaptureProblemKind.CompressionDamaged => "the compressed file is damaged or ends early",
                CaptureProblemKind.DroppedFrames => $"the capturing host dropped {problem.Count:N0} {(problem.Count == 1 ? "frame" : "frames")}",
                CaptureProblemKind.UnknownInterface => problem.Count == 1
                    ? "1 record names an interface that the file does not describe"
                    : $"{problem.Count:N0} records name an interface that the file does not describe",
                _ => null,
            };
            if (reason is not null)
            {
                yield return reason;
            }
        }

        if (source.UndecodedFrames > 0)
        {
            yield return $"{source.UndecodedFrames:N0} {(source.UndecodedFrames == 1 ? "frame" : "frames")} on a link type that is not decoded";
        }

        if (source.EvictedUnderPressure > 0)
        {
            yield return $"{source.EvictedUnderPressure:N0} {(source.EvictedUnderPressure == 1 ? "conversation was" : "conversations were")} judged early because there were too many at a time";
        }
    }

    /// <summary>What is cut off could have shown more of what is not certain; it changes nothing about a certain fault.</summary>
    private static IEnumerable<string> CutPackets(SourceObservations source)
    {
        if (source.CutPackets > 0)
        {
            yield return $"only the beginning of {(source.CutPackets == 1 ? "one packet" : $"{source.CutPackets:N0} packets")} was kept (snap length)";
        }
    }

    private static IEnumerable<string> PathLosses(SourceContext context)
    {
        if (context.NotJudged > 0)
        {
            yield return $"{context.NotJudged:N0} conversations were only counted, because there were too many of too many kinds to judge each";
        }

        if (context.Gaps.OneSided > 0)
        {
            yield return $"it shows only one direction of {Connections(context.Gaps.OneSided)}";
        }

        if (context.Gaps.UnseenOctets > 0)
        {
            yield return $"{Octets(context.Gaps.UnseenOctets)} of {Connections(context.Gaps.WithUnseenOctets)} {(context.Gaps.UnseenOctets == 1 ? "was" : "were")} acknowledged by their receivers and never captured";
        }

        if (context.Gaps.MissingOctets > 0)
        {
            yield return $"{Octets(context.Gaps.MissingOctets)} of {Connections(context.Gaps.WithMissingOctets)}, ahead of captured ones, {(context.Gaps.MissingOctets == 1 ? "is" : "are")} missing, and nothing is seen to arrive";
        }
    }

    private static IEnumerable<string> Remarks(SourceContext context)
    {
        if (context.Gaps.WithoutOpening > 0 && context.Servers.Sum(server => server.Attempts) == context.Gaps.WithoutOpening)
        {
            yield return $"it starts in the middle of {Connections(context.Gaps.WithoutOpening)}";
        }

        if (context.Source.ClockLeaps > 0)
        {
            yield return $"its clock leaps {(context.Source.ClockLeaps == 1 ? "once" : $"{context.Source.ClockLeaps:N0} times")}";
        }
    }

    private static string Octets(long count) => count == 1 ? "one octet" : $"{count:N0} octets";

    private static string Connections(long count) => count == 1 ? "one TCP connection" : $"{count:N0} TCP connections";

    private static IEnumerable<Evidence> Examples(SourceContext context)
    {
        if (context.Gaps.FirstOneSided is { } oneSided)
        {
            yield return Proof.Of(oneSided, context, "only one direction", oneSided.FirstFrame, oneSided.LastFrame);
        }

        if (context.Gaps.FirstWithUnseenOctets is { } unseen)
        {
            TcpDirection sender = unseen.FromServer.AcknowledgedUnseen > 0 ? unseen.FromServer : unseen.FromClient;
            yield return Proof.Of(unseen, context, "acknowledged octets that the capture lacks", sender.FirstFrame, sender.LastFrame);
        }

        if (context.Gaps.FirstWithMissingOctets is { } behind)
        {
            TcpDirection sender = behind.FromClient.Holes.Count > 0 ? behind.FromClient : behind.FromServer;
            yield return Proof.Of(behind, context, "octets behind a hole", sender.Holes[0].Frame, sender.LastFrame);
        }

        if (context.Gaps.FirstWithoutOpening is { } late)
        {
            yield return Proof.Of(late, context, "a connection without its beginning", late.FirstFrame);
        }
    }

    private static IEnumerable<string> Remedies(SourceContext context)
    {
        if (context.Gaps.OneSided > 0)
        {
            yield return "Capture both directions: mirror both transmit and receive of the port, and look for a second path that the other direction takes.";
        }

        if (context.Source.CutPackets > 0)
        {
            yield return "Capture whole packets (tcpdump -s 0, pktmon --pkt-size 0).";
        }

        if (context.Source.Problems.CountOf(CaptureProblemKind.DroppedFrames) > 0 || context.Gaps.UnseenOctets > 0 || context.Gaps.MissingOctets > 0)
        {
            yield return "Capture with a narrower filter (by host, not by port) and a larger buffer (tcpdump -B 65536), so that nothing is dropped.";
        }
    }
}
