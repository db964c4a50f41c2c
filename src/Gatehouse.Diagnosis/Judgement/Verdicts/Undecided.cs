using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Judgement.Verdicts;

/// <summary>What to do when the evidence decides nothing.</summary>
internal static class Undecided
{
    /// <summary>The finding behind an inconclusive verdict: how to take a capture that decides.</summary>
    public static Finding Finding(Verdict verdict) => new()
    {
        Code = FindingCodes.Inconclusive,
        Severity = Severity.Note,
        Confidence = verdict.Confidence,
        Title = verdict.Summary.TrimEnd('.'),
        Explanation = "A capture decides when it shows both directions and whole packets, from before the endpoint connects until some time"
            + " after it has failed, without a filter on ports: later IP fragments have none.",
        NextSteps =
        [
            "At the endpoint (Windows): `netsh trace start capture=yes maxsize=512 tracefile=C:\\client.etl`, reproduce, `netsh trace stop`; or"
                + " `pktmon start --capture --pkt-size 0`, reproduce, `pktmon stop`.",
            "At the endpoint (Linux): `tcpdump -ni any -s 0 -w client.pcap host SERVER`, and the same at the server with the endpoint's address.",
        ],
    };
}
