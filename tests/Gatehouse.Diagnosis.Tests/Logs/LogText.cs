using System.Globalization;
using System.Text;

namespace Gatehouse.Diagnosis.Tests.Logs;

/// <summary>Writes client logs of invented security checks.</summary>
internal sealed class LogText
{
    public const string Event = "Ga7eh0us";
    public const string Policy = "<i n=\"iSetACL\">true</i><i n=\"userMessage\"/><i n=\"damProxyIp\">3221226024</i><i n=\"damProxyPort\">9029</i>"
        + "<i n=\"heartBeatInterval\">720</i><i n=\"checkList\">Virus-Engine-Version;Virus-Def-Version;Windows</i>"
        + "<i n=\"patchLevel\">Critical,monitor;Important,remind;Moderate,monitor;Low,monitor</i>";

    private readonly StringBuilder _text = new();
    private readonly DateTime _start = new(2026, 3, 3, 9, 0, 0);

    public LogText Add(int second, string text, string level = "DtlCmn", string thread = "9b8")
    {
        string time = _start.AddSeconds(second).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        _text.Append(CultureInfo.InvariantCulture, $"[{time}] [{level}] [{thread}] {text}\n");
        return this;
    }

    public LogText Prose(string text)
    {
        _text.Append(text).Append('\n');
        return this;
    }

    public LogText Request(int second, string id = Event) =>
        Add(second, $"SecPkt secPushInner: out-pkt [1] <data><i n=\"userName\">jdoe@branch</i><i n=\"hwAddr\">02:00:5e:10:20:30</i>{EventItem(id)}</data>")
            .Add(second, "SecPkt secPushInner: the state send before is 3");

    public LogText Receive(int second, int type, string items, int bytes, string id = Event) =>
        Add(second, $"SecPkt secRcvThrd: [192.0.2.40 : 9019] sent me {bytes} bytes.", "Dbg", "1b50")
            .Add(second, "SecPkt secDataProc: The head id is c41d2", "Dbg", "1b50")
            .Add(second, $"SecPkt secDataProc: The type is {type}", "Dbg", "1b50")
            .Add(second, "SecPkt secDataProc: The id is 30417", "Dbg", "1b50")
            .Add(second, $"SecPkt sndSecMsg: transfer [{type}] [30417] <data>{items}{EventItem(id)}</data>", "DtlCmn", "1b50");

    public LogText Report(int second, int patches, string id = Event, string duplicate = "") =>
        Add(second, $"SecPkt secPushInner: out-pkt [3] {ReportXml(patches, id, duplicate)}");

    public LogText GiveUp(int second) => Add(second, "SecPkt pushSecRslt(3) returned 4.", "Warn", "13a8");

    public static string ReportXml(int patches, string id = Event, string duplicate = "")
    {
        string names = string.Join(';', Enumerable.Range(0, patches).Select(index => $"KB{9000001 + (index * 137)}"));
        return $"<data><i n=\"userName\">jdoe@branch</i><i n=\"hwAddr\">02:00:5e:10:20:30</i><i n=\"dictionaryDigest\"></i>{EventItem(id)}"
            + $"<i n=\"checkResult\">Windows|10 Enterprise|0x0409|{names}{duplicate}</i><i n=\"checkResult\">AV-Software|ExampleAV</i>"
            + "<i n=\"HDcheckResult\"></i></data>";
    }

    /// <summary>A check like Story B's: the report sent four times, five seconds apart, and given up.</summary>
    public static LogText StoryB(int patches = 207, string duplicate = ";KB9000001") =>
        new LogText().Request(0).Receive(0, 2, Policy, 300)
            .Report(20, patches, duplicate: duplicate).Report(25, patches, duplicate: duplicate)
            .Report(30, patches, duplicate: duplicate).Report(35, patches, duplicate: duplicate).GiveUp(40);

    public override string ToString() => _text.ToString();

    private static string EventItem(string id) => $"<i n=\"eventSeqID\">{id}</i>";
}
