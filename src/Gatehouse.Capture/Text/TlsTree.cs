using Gatehouse.Wire.Tls;

namespace Gatehouse.Capture.Text;

/// <summary>
/// Reads the TLS part of a packet detail tree. A record or handshake heading opens a message; the Version line that
/// follows belongs to whichever heading came last. The label of a record ("TLSv1.1 Record Layer") is what the whole
/// conversation agreed on in the end, and is never taken for a version.
/// </summary>
internal sealed class TlsTree(TextLimits limits)
{
    private readonly TextLimits _limits = limits;
    private List<TextTlsMessage> _messages = [];
    private HelloBuilder? _hello;
    private ushort _recordVersion;
    private bool _inRecordHeader;
    private bool _isDatagram;
    private bool _isSslV2;
    private bool _handshakeTypeSeen;

    /// <summary>What the record heading names, until the messages inside it are met themselves.</summary>
    private string? _pendingLabel;

    /// <summary>Whether a line is a record heading, "TLSv1.2 Record Layer: Handshake Protocol: Client Hello".</summary>
    public static bool IsRecord(ReadOnlySpan<char> line) =>
        ProtocolNames.IsTls(line) && line.IndexOf(" Record Layer: ", StringComparison.Ordinal) is > 0 and < 16;

    /// <summary>Reads a cleaned line.</summary>
    /// <returns>Whether the line was understood.</returns>
    public bool Read(ReadOnlySpan<char> line)
    {
        if (IsRecord(line))
        {
            OpenRecord(line);
            return true;
        }

        if (line.StartsWith("Handshake Protocol: ", StringComparison.Ordinal))
        {
            OpenHandshake(line["Handshake Protocol: ".Length..]);
            return true;
        }

        bool computed = line.Length > 0 && line[0] == '[';
        DetailField field = new(line);
        switch (field.Label)
        {
            case "Content Type" or "Opaque Type":
                _inRecordHeader = true;
                return true;
            case "Handshake Type" or "Handshake Message Type":
                ReadHandshakeType(field.Value);
                return true;
            case "Version" when !computed:
                ReadVersion(field.Value);
                return true;
            case "Level":
                ChangeAlert(level: Number(field.Value) ?? TlsLabels.AlertLevel(field.Value), description: null);
                return true;
            case "Description":
                ChangeAlert(level: null, Number(field.Value) ?? TlsLabels.AlertCode(field.Value));
                return true;
            default:
                return _hello is not null && (_hello.Read(field.Label, field.Value) || _hello.ReadCount(line));
        }
    }

    /// <summary>Ends the tree and hands over its messages.</summary>
    public List<TextTlsMessage> Finish()
    {
        CloseRecord();
        List<TextTlsMessage> messages = _messages;
        _messages = [];
        return messages;
    }

    private static byte? Number(ReadOnlySpan<char> value) => Scan.InParentheses(value) is long code and >= 0 and <= 255 ? (byte)code : null;

    private void OpenRecord(ReadOnlySpan<char> line)
    {
        CloseRecord();
        ReadOnlySpan<char> label = line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..];
        _isDatagram = line.StartsWith("DTLS", StringComparison.Ordinal);
        _isSslV2 = line.StartsWith("SSLv2", StringComparison.Ordinal);
        _inRecordHeader = !_isSslV2;
        if (label.StartsWith("Change Cipher Spec Protocol", StringComparison.Ordinal))
        {
            Add(new TextTlsMessage { ChangeCipherSpec = true });
        }
        else if (label.StartsWith("Application Data", StringComparison.Ordinal))
        {
            Add(new TextTlsMessage { ApplicationData = true });
        }
        else if (label.Contains("Alert", StringComparison.Ordinal))
        {
            Add(TlsLabels.Find(label) ?? new TextTlsMessage { Alert = new TlsAlert(0, 0, IsEncrypted: true) });
        }
        else
        {
            int name = label.IndexOf("Handshake Protocol: ", StringComparison.Ordinal);
            _pendingLabel = (name < 0 ? label : label[(name + "Handshake Protocol: ".Length)..]).ToString();
            if (_isSslV2)
            {
                OpenHandshake(_pendingLabel);
            }
        }
    }

    private void CloseRecord()
    {
        CloseHandshake();
        if (_pendingLabel is string label)
        {
            List<TextTlsMessage> named = [];
            TlsLabels.Read(label, named);
            named.ForEach(message => Add(WithRecord(message)));
        }

        _pendingLabel = null;
        _recordVersion = 0;
        _inRecordHeader = false;
    }

    /// <summary>A hello whose tree was folded at its record: the record's version is all there is.</summary>
    private TextTlsMessage WithRecord(TextTlsMessage message) => message.ClientHello is ClientHello hello
        ? message with { ClientHello = hello with { RecordVersion = _recordVersion, IsDatagram = _isDatagram } }
        : message;

    private void OpenHandshake(ReadOnlySpan<char> label)
    {
        CloseHandshake();
        _pendingLabel = null;
        _inRecordHeader = false;
        _handshakeTypeSeen = false;
        switch (label.TrimEnd(' '))
        {
            case var name when name.StartsWith("Client Hello", StringComparison.Ordinal):
                _hello = new HelloBuilder(_limits, isServer: false);
                break;
            case var name when name.StartsWith("Server Hello", StringComparison.Ordinal) && !name.EndsWith("Done", StringComparison.Ordinal):
                _hello = new HelloBuilder(_limits, isServer: true);
                break;
            case var name when name.StartsWith("Hello Retry Request", StringComparison.Ordinal):
                _hello = new HelloBuilder(_limits, isServer: true) { IsRetry = true };
                break;
            case var name:
                if (TlsLabels.Find(name) is TextTlsMessage message)
                {
                    Add(message);
                }

                break;
        }
    }

    private void CloseHandshake()
    {
        if (_hello is HelloBuilder hello)
        {
            _hello = null;
            Add(hello.Build(_recordVersion, _isDatagram, _isSslV2));
        }
    }

    /// <summary>"Client Hello (1)": opens a message only where its heading is missing.</summary>
    private void ReadHandshakeType(ReadOnlySpan<char> value)
    {
        int open = value.IndexOf('(');
        ReadOnlySpan<char> name = (open < 0 ? value : value[..open]).TrimEnd(' ');
        bool headed = !_handshakeTypeSeen && _pendingLabel is null;
        if (!headed)
        {
            OpenHandshake(name);
        }
        else if (_hello is null && TlsLabels.Find(name) is null && Number(value) is byte code)
        {
            Add(new TextTlsMessage { Handshake = (HandshakeType)code });
        }

        _handshakeTypeSeen = true;
        _inRecordHeader = false;
    }

    private void ReadVersion(ReadOnlySpan<char> value)
    {
        ushort version = VersionNames.Parse(value);
        if (_inRecordHeader)
        {
            _recordVersion = version;
            _inRecordHeader = false;
        }
        else
        {
            _hello?.SetVersion(version);
        }
    }

    /// <summary>The numbers below an alert heading say more than its words.</summary>
    private void ChangeAlert(byte? level, byte? description)
    {
        if (_messages.Count > 0 && _messages[^1].Alert is TlsAlert alert && _hello is null)
        {
            _messages[^1] = new TextTlsMessage
            {
                Alert = new TlsAlert(level ?? alert.Level, description ?? alert.Description, IsEncrypted: false),
            };
        }
    }

    private void Add(TextTlsMessage message)
    {
        // One more than may be kept shows that there were more.
        if (_messages.Count <= TextLimits.MaxMessagesOfFrame)
        {
            _messages.Add(message);
        }
    }
}
