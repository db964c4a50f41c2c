using Gatehouse.Capture;
using Gatehouse.Diagnosis.Comparison;
using Gatehouse.Diagnosis.Comparison.Exchanges;
using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis;

/// <summary>Reads evidence of a working and of a failing endpoint and says in what the two differ and what that means.</summary>
public static class ComparisonEngine
{
    /// <summary>Compares. Each side is read twice: to diagnose it, and to find the exchange in it that is compared.</summary>
    /// <param name="options">Evidence and what is known already.</param>
    /// <param name="progress">Told now and then how far reading has come.</param>
    /// <param name="cancellation">Ends reading early with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="CaptureException">
    /// A side could not be opened, or the two hold nothing that can be compared; the message is for the user.
    /// </exception>
    public static ComparisonReport Run(ComparisonOptions options, IProgress<ReadProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        Report goodReport = Diagnose(options.Good, options.GoodEndpoint);
        Report badReport = Diagnose(options.Bad, options.BadEndpoint);

        // What fails is looked for first, on whichever side it is: sides may have been given in the wrong order.
        Finding? badFault = ExchangeChoice.Fault(badReport, options.Server);
        Finding? goodFault = badFault is null ? ExchangeChoice.Fault(goodReport, options.Server) : null;
        ObservedExchange good;
        ObservedExchange bad;
        if (goodFault is not null)
        {
            good = Read(options.Good, goodReport, ExchangeChoice.First(goodFault, options.Server), options.GoodEndpoint);
            bad = Read(options.Bad, badReport, ExchangeChoice.Second(good, options.Server), options.BadEndpoint);
        }
        else
        {
            bad = Read(options.Bad, badReport, ExchangeChoice.First(badFault, options.Server), options.BadEndpoint);
            good = Read(options.Good, goodReport, ExchangeChoice.Second(bad, options.Server), options.GoodEndpoint);
        }

        if (good.IsEmpty || (bad.IsEmpty && badFault is null))
        {
            throw new CaptureException(ExchangeChoice.NothingToCompare(good, bad, options));
        }

        return ExchangeComparer.Compare(good, bad, ExchangeChoice.Describe(good, bad, options));

        Report Diagnose(EvidenceInput input, string? endpoint) => DiagnosisEngine.Run(
            new DiagnosisOptions { Inputs = [input], Endpoint = endpoint, Servers = options.Server is null ? [] : [options.Server] },
            progress,
            cancellation);

        ObservedExchange Read(EvidenceInput input, Report report, ExchangeTarget target, string? endpoint) =>
            ExchangeReader.Read(input, report, target, endpoint, progress, cancellation);
    }
}
