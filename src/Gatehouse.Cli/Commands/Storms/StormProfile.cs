using System.Globalization;
using System.Text;
using Gatehouse.Contracts.Checks;
using Gatehouse.Posture.Catalogues;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Evaluation;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;
using Gatehouse.Posture.Verdicts;
using OperatingSystem = Gatehouse.Posture.Reports.OperatingSystem;

namespace Gatehouse.Cli.Commands.Storms;

/// <summary>A kind of simulated endpoint: what it reports of itself, and the verdict it must get for that.</summary>
internal sealed class StormProfile
{
    private const string AddressMark = "00:00:5e:00:53:00";
    private const string SequenceMark = "sequence";
    private const int PackagesInstalled = 120;
    private static readonly DateTimeOffset Today = DateTimeOffset.UtcNow;

    private readonly VerdictKind _expected;
    private readonly PostureReport _report;
    private readonly string _document;

    private StormProfile(string name, VerdictKind expected, PostureReport report)
    {
        Name = name;
        _expected = expected;
        _report = report;
        _document = ReportDocuments.Write(report, new CheckEnvelope { EventSequenceId = SequenceMark }, policy: null).CanonicalXml();
    }

    /// <summary>All kinds; endpoints take turns.</summary>
    public static IReadOnlyList<StormProfile> All { get; } = Make();

    /// <summary>What is the matter with it.</summary>
    public string Name { get; }

    /// <summary>The verdict it must get.</summary>
    /// <param name="policy">The policy of packet 2. Under the storm's own the answer is fixed; under any other it is worked out here.</param>
    public VerdictKind Expected(Policy policy) => policy.UserMessage == StormPolicy.Message
        ? _expected
        : PolicyEvaluation.Evaluate(policy, _report, PatchCatalogue.Empty, new EvaluationContext(DateTimeOffset.UtcNow)).Kind;

    /// <summary>The verdict that the storm's own policy must give.</summary>
    internal VerdictKind Expectation => _expected;

    /// <summary>The report of one endpoint, as packet 3.</summary>
    /// <param name="hardwareAddress">Its own.</param>
    /// <param name="sequence">The check's.</param>
    public byte[] Report(string hardwareAddress, string sequence) => Encoding.UTF8.GetBytes(_document.Replace(AddressMark, hardwareAddress, StringComparison.Ordinal).Replace(SequenceMark, sequence, StringComparison.Ordinal));

    private static StormProfile[] Make()
    {
        Product scanner = new("ClamAV", Running: true, "1.0.7", null, "27500", DateOnly.FromDateTime(Today.UtcDateTime));
        Product filter = new("nftables", Running: true);
        PostureReport healthy = new()
        {
            UserName = "storm",
            HardwareAddress = AddressMark,
            OperatingSystem = new OperatingSystem("debian", "Debian GNU/Linux 12 (bookworm)", "12.8", "6.1.0-28-amd64", "en_US.UTF-8"),
            Updates = new UpdateStatus(
                [.. Enumerable.Range(0, PackagesInstalled).Select(i => string.Create(CultureInfo.InvariantCulture, $"DSA-{5000 + i}-1"))],
                [new PendingUpdate("libexample1", "1.2.3-1", PatchSeverity.Low, Security: true)],
                Today),
            Products = Products(scanner, filter),
            Settings = new Dictionary<CheckItem, IReadOnlyDictionary<string, string?>>(),
            Findings = new Dictionary<CheckItem, IReadOnlyList<string>> { [CheckItem.GuestAccount] = [] },
        };
        return
        [
            new("healthy", VerdictKind.Admitted, healthy),
            new("old virus definitions", VerdictKind.Reminded, healthy with
            {
                Products = Products(scanner with { DefinitionsDate = DateOnly.FromDateTime(Today.UtcDateTime.AddDays(-90)) }, filter),
            }),
            new("firewall off", VerdictKind.Isolated, healthy with { Products = Products(scanner, filter with { Running = false }) }),
            new("another operating system", VerdictKind.Offline, healthy with { OperatingSystem = healthy.OperatingSystem with { Id = "plan9", Name = "Plan 9" } }),
        ];
    }

    private static Dictionary<CheckItem, IReadOnlyList<Product>> Products(Product scanner, Product filter) => new()
    {
        [CheckItem.AntiVirus] = [scanner],
        [CheckItem.Firewall] = [filter],
    };
}
