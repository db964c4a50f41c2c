using System.Collections.Frozen;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Capture.Text;

/// <summary>TLS messages by the labels Wireshark gives them in the info column and in record and handshake headings.</summary>
internal static class TlsLabels
{
    private static readonly FrozenDictionary<string, byte>.AlternateLookup<ReadOnlySpan<char>> Alerts =
        Enumerable.Range(0, 256)
            .Select(code => (Code: (byte)code, Name: AlertNames.Of((byte)code).Replace('_', ' ')))
            .ToFrozenDictionary(alert => alert.Name, alert => alert.Code, StringComparer.OrdinalIgnoreCase)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The message a label stands for; null when it stands for none. Nothing of its fields is known.</summary>
    public static TextTlsMessage? Find(ReadOnlySpan<char> label)
    {
        label = label.Trim(" ,");
        int note = label.IndexOf('[');
        label = note > 0 ? label[..note].TrimEnd(' ') : label;
        if (label.StartsWith("Alert", StringComparison.Ordinal))
        {
            return label.Contains("Description:", StringComparison.Ordinal)
                ? new TextTlsMessage { Alert = Alert(label) }
                : null;
        }

        int aside = label.IndexOf('(');
        ReadOnlySpan<char> name = aside > 0 ? label[..aside].TrimEnd(' ') : label;
        return name switch
        {
            "Client Hello" => new TextTlsMessage { ClientHello = new ClientHello { LegacyVersion = 0, ServerName = NamedServer(label) } },
            "Server Hello" => new TextTlsMessage { ServerHello = new ServerHello { LegacyVersion = 0, Version = 0 } },
            "Hello Retry Request" => new TextTlsMessage
            {
                ServerHello = new ServerHello { LegacyVersion = 0, Version = 0, IsHelloRetryRequest = true },
            },
            "Change Cipher Spec" => new TextTlsMessage { ChangeCipherSpec = true },
            "Encrypted Handshake Message" or "Finished" => new TextTlsMessage { EncryptedHandshake = true },
            "Application Data" => new TextTlsMessage { ApplicationData = true },
            "Encrypted Alert" => new TextTlsMessage { Alert = new TlsAlert(0, 0, IsEncrypted: true) },
            _ => Handshake(name) is HandshakeType type ? new TextTlsMessage { Handshake = type } : null,
        };
    }

    /// <summary>
    /// Splits an info column or record label at the commas outside parentheses and adds the messages it names, until there is
    /// one more than a frame may keep.
    /// </summary>
    public static void Read(ReadOnlySpan<char> labels, List<TextTlsMessage> into)
    {
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= labels.Length && into.Count <= TextLimits.MaxMessagesOfFrame; i++)
        {
            if (i == labels.Length || (labels[i] == ',' && depth == 0))
            {
                if (Find(labels[start..i]) is TextTlsMessage message)
                {
                    into.Add(message);
                }

                start = i + 1;
            }
            else if (labels[i] is '(')
            {
                depth++;
            }
            else if (labels[i] is ')' && depth > 0)
            {
                depth--;
            }
        }
    }

    /// <summary>Joins the messages a list line names with those a detail tree shows, which may leave some of them out.</summary>
    public static List<TextTlsMessage> Join(List<TextTlsMessage> named, List<TextTlsMessage> shown)
    {
        if (shown.Count >= named.Count)
        {
            return shown;
        }

        List<TextTlsMessage> joined = new(named.Count);
        int next = 0;
        foreach (TextTlsMessage message in named)
        {
            joined.Add(next < shown.Count && IsSameKind(message, shown[next]) ? shown[next++] : message);
        }

        joined.AddRange(shown.Skip(next));
        return joined;
    }

    /// <summary>The type of a handshake message with no value of its own here; null for other names.</summary>
    private static HandshakeType? Handshake(ReadOnlySpan<char> name) => name switch
    {
        "Hello Request" => HandshakeType.HelloRequest,
        "Hello Verify Request" => HandshakeType.HelloVerifyRequest,
        "New Session Ticket" => HandshakeType.NewSessionTicket,
        "Encrypted Extensions" => HandshakeType.EncryptedExtensions,
        "Certificate" => HandshakeType.Certificate,
        "Server Key Exchange" => HandshakeType.ServerKeyExchange,
        "Certificate Request" => HandshakeType.CertificateRequest,
        "Server Hello Done" => HandshakeType.ServerHelloDone,
        "Certificate Verify" => HandshakeType.CertificateVerify,
        "Client Key Exchange" => HandshakeType.ClientKeyExchange,
        "Certificate Status" => HandshakeType.CertificateStatus,
        _ => null,
    };

    /// <summary>The code of an alert description by its printed name; null when no such name is registered.</summary>
    public static byte? AlertCode(ReadOnlySpan<char> name)
    {
        int aside = name.IndexOf('(');
        name = (aside < 0 ? name : name[..aside]).Trim(' ');
        return Alerts.TryGetValue(name, out byte code) ? code : null;
    }

    /// <summary>The code of an alert level by its printed name; 0 when it is neither.</summary>
    public static byte AlertLevel(ReadOnlySpan<char> text) =>
        text.Contains("Fatal", StringComparison.OrdinalIgnoreCase) ? (byte)2
        : text.Contains("Warning", StringComparison.OrdinalIgnoreCase) ? (byte)1 : (byte)0;

    private static TlsAlert Alert(ReadOnlySpan<char> label)
    {
        int at = label.IndexOf("Description:", StringComparison.Ordinal);
        ReadOnlySpan<char> name = label[(at + "Description:".Length)..].TrimEnd(')');
        byte code = AlertCode(name) ?? (Scan.Leading(name.TrimStart(" Unknown(")) is long and <= byte.MaxValue and long number ? (byte)number : (byte)0);
        return new TlsAlert(AlertLevel(label[..at]), code, IsEncrypted: false);
    }

    private static string? NamedServer(ReadOnlySpan<char> label)
    {
        int at = label.IndexOf("(SNI=", StringComparison.Ordinal);
        return at < 0 ? null : label[(at + 5)..].TrimEnd(')').ToString();
    }

    private static bool IsSameKind(TextTlsMessage one, TextTlsMessage two) =>
        one.ClientHello is null == two.ClientHello is null
        && one.ServerHello is null == two.ServerHello is null
        && one.Alert is null == two.Alert is null
        && one.Handshake == two.Handshake
        && one.ChangeCipherSpec == two.ChangeCipherSpec
        && one.EncryptedHandshake == two.EncryptedHandshake
        && one.ApplicationData == two.ApplicationData;
}
