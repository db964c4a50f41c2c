namespace Gatehouse.Wire.Ead;

/// <summary>
/// Packet 3, the report: what the client found. Packet 1, the request, is the same with fewer items. A view of the
/// document: absent values are null, unknown names are kept in <see cref="Unknown"/>.
/// </summary>
public sealed class SecurityReport
{
    private const string CheckResultName = "checkResult";
    private const string WindowsCategory = "Windows";
    private const string EngineCategory = "Virus-Engine-Version";
    private const string DefinitionsCategory = "Virus-Def-Version";
    private const string AntiVirusCategory = "AV-Software";

    private static readonly HashSet<string> Known =
    [
        "userName", "hwAddr", "dictionaryDigest", "eventSeqID", "supNetScan", CheckResultName, "AScheckResult", "APcheckResult",
        "FWcheckResult", "HDcheckResult", "blackSoftsInstall", "blackSoftsRun", "whiteSoftsInstall", "whiteSoftsRun",
    ];

    /// <summary>Makes a view of a document.</summary>
    public SecurityReport(EadDocument document)
    {
        Document = document;
        CheckResults = [.. document.Values(CheckResultName).Select(CheckResult.Parse)];
        Windows = Result(WindowsCategory) is { } result ? WindowsPatches.From(result) : null;
    }

    /// <summary>The document this is a view of.</summary>
    public EadDocument Document { get; }

    /// <summary>All <c>checkResult</c> items in order, those below among them.</summary>
    public IReadOnlyList<CheckResult> CheckResults { get; }

    /// <summary>Edition, locale and installed patches; null when patches were not checked.</summary>
    public WindowsPatches? Windows { get; }

    /// <summary>Who signed in. (userName)</summary>
    public string? UserName => Document.Value("userName");

    /// <summary>The endpoint's hardware address, as text. (hwAddr)</summary>
    public string? HardwareAddress => Document.Value("hwAddr");

    /// <summary>Digest of the password dictionary the client holds; empty for none. (dictionaryDigest)</summary>
    public string? DictionaryDigest => Document.Value("dictionaryDigest");

    /// <summary>Names the exchange; packets 1, 2 and 3 carry the same. (eventSeqID)</summary>
    public string? EventSequenceId => Document.Value("eventSeqID");

    /// <summary>Whether the client can scan the network. (supNetScan)</summary>
    public bool? SupportsNetworkScan => EadValues.Flag(Document.Value("supNetScan"));

    /// <summary>Version of the anti-virus engine. (checkResult Virus-Engine-Version)</summary>
    public string? EngineVersion => FirstField(EngineCategory);

    /// <summary>Date or version of the virus definitions. (checkResult Virus-Def-Version)</summary>
    public string? DefinitionsVersion => FirstField(DefinitionsCategory);

    /// <summary>The anti-virus product that runs. (checkResult AV-Software)</summary>
    public string? AntiVirus => FirstField(AntiVirusCategory);

    /// <summary>Result of the anti-spyware check. (AScheckResult)</summary>
    public string? AntiSpyware => Document.Value("AScheckResult");

    /// <summary>Result of the anti-phishing check. (APcheckResult)</summary>
    public string? AntiPhishing => Document.Value("APcheckResult");

    /// <summary>Result of the firewall check. (FWcheckResult)</summary>
    public string? Firewall => Document.Value("FWcheckResult");

    /// <summary>Result of the disk encryption check. (HDcheckResult)</summary>
    public string? DiskEncryption => Document.Value("HDcheckResult");

    /// <summary>Forbidden software that is installed. (blackSoftsInstall)</summary>
    public IReadOnlyList<string> ForbiddenInstalled => EadValues.List(Document.Value("blackSoftsInstall"));

    /// <summary>Forbidden software that runs. (blackSoftsRun)</summary>
    public IReadOnlyList<string> ForbiddenRunning => EadValues.List(Document.Value("blackSoftsRun"));

    /// <summary>Findings about required software to be installed, as sent. (whiteSoftsInstall)</summary>
    public IReadOnlyList<string> RequiredInstalled => EadValues.List(Document.Value("whiteSoftsInstall"));

    /// <summary>Findings about required software to be running, as sent. (whiteSoftsRun)</summary>
    public IReadOnlyList<string> RequiredRunning => EadValues.List(Document.Value("whiteSoftsRun"));

    /// <summary>Items with names that have no property here, as they were sent.</summary>
    public IEnumerable<EadItem> Unknown => Document.Items.Where(item => !Known.Contains(item.Name));

    private CheckResult? Result(string category) =>
        CheckResults.FirstOrDefault(result => result.Category.Equals(category, StringComparison.OrdinalIgnoreCase));

    private string? FirstField(string category) => Result(category) is { Fields: [string first, ..] } ? first.Trim() : null;
}
