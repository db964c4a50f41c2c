namespace Gatehouse.Diagnosis.Redaction;

/// <summary>Says of a printed packet what it is, in words of its protocols only: what else its line says may name anything.</summary>
internal static class PrintedLabel
{
    private const string Unknown = "packet";
    private const int MostWords = 12;
    private const int MostDigits = 10;

    /// <summary>Longest part of a line that is read.</summary>
    private const int MostLetters = 4_096;

    private static readonly string[] Flags = ["SYN", "ACK", "FIN", "PSH", "RST", "URG", "ECE", "CWR", "ECN", "NS"];

    private static readonly string[] Sizes = ["Seq=", "Ack=", "Win=", "Len=", "MSS=", "WS="];

    /// <summary>As packet lists spell them; one that begins like another comes before it when it is longer.</summary>
    private static readonly string[] Phrases =
    [
        "TCP Fast Retransmission", "TCP Spurious Retransmission", "TCP Retransmission", "TCP Out-Of-Order", "TCP ZeroWindow", "TCP Window Update",
        "TCP Window Full", "TCP Keep-Alive ACK", "TCP Keep-Alive", "TCP Previous segment not captured", "TCP Port numbers reused", "TCP Dup ACK",
        "Client Hello", "Server Hello Done", "Server Hello", "Hello Retry Request", "Hello Request", "Certificate Request", "Certificate Verify",
        "Certificate Status", "Certificate Expired", "Certificate Unknown", "Certificate Revoked", "Certificate", "Server Key Exchange",
        "Client Key Exchange", "Change Cipher Spec", "Encrypted Handshake Message", "Encrypted Extensions", "Encrypted Alert", "New Session Ticket",
        "Finished", "Alert", "Level: Fatal", "Level: Warning", "Unknown CA", "Bad Certificate", "Unsupported Certificate", "Handshake Failure",
        "Protocol Version", "Insufficient Security", "Illegal Parameter", "Decode Error", "Decrypt Error", "Internal Error", "Access Denied",
        "Close Notify", "Unrecognized Name", "Application Data", "Ignored Unknown Record", "Fragmented IP protocol", "Standard query response",
        "Standard query", "No such name", "Server failure", "Refused", "Destination unreachable", "Destination Unreachable", "Time-to-live exceeded",
        "Packet too big", "Packet Too Big", "Redirect", "Echo (ping) request", "Echo (ping) reply", "GET", "POST", "PUT", "HEAD", "OPTIONS",
        "DELETE", "CONNECT", "HTTP/1.0", "HTTP/1.1", "HTTP", "Access-Request", "Access-Accept", "Access-Reject", "Access-Challenge", "TLSv1.3",
        "TLSv1.2", "TLSv1.1", "TLSv1.0", "TLSv1", "SSLv3", "SSLv2", "DTLS", "TLS", "TCP", "UDP", "ICMPv6", "ICMP", "DNS", "RADIUS", "ARP",
    ];

    /// <summary>The words of protocols in an info column.</summary>
    public static string Of(string info)
    {
        ReadOnlySpan<char> line = info.AsSpan(0, Math.Min(info.Length, MostLetters));
        List<string> words = [];
        int at = 0;
        while (at < line.Length && words.Count < MostWords)
        {
            int length = at == 0 || IsApart(line[at - 1]) ? WordAt(line[at..], hasFlags: words.Exists(word => word[0] == '[')) : 0;
            if (length > 0)
            {
                string word = line.Slice(at, length).ToString();
                if (!words.Contains(word))
                {
                    words.Add(word);
                }
            }

            at += Math.Max(length, 1);
        }

        return words.Count == 0 ? Unknown : string.Join(' ', words);
    }

    private static int WordAt(ReadOnlySpan<char> line, bool hasFlags)
    {
        if (line[0] == '[')
        {
            return FlagsAt(line);
        }

        // Sizes stand behind the flags; elsewhere they may be somebody's parameters.
        foreach (string size in hasFlags ? Sizes : [])
        {
            if (line.StartsWith(size, StringComparison.Ordinal))
            {
                int digits = line[size.Length..].IndexOfAnyExceptInRange('0', '9');
                digits = digits < 0 ? line.Length - size.Length : digits;
                return digits is > 0 and <= MostDigits && EndsApart(line, size.Length + digits) ? size.Length + digits : 0;
            }
        }

        foreach (string phrase in Phrases)
        {
            if (line.StartsWith(phrase, StringComparison.Ordinal) && EndsApart(line, phrase.Length))
            {
                return phrase.Length;
            }
        }

        return 0;
    }

    /// <summary>Letters of "[SYN, ACK]".</summary>
    private static int FlagsAt(ReadOnlySpan<char> line)
    {
        int end = line.IndexOf(']');
        if (end < 2)
        {
            return 0;
        }

        ReadOnlySpan<char> inside = line[1..end];
        foreach (Range range in inside.Split(", "))
        {
            if (!Flags.AsSpan().Contains(inside[range].ToString()))
            {
                return 0;
            }
        }

        return end + 1;
    }

    private static bool EndsApart(ReadOnlySpan<char> line, int end) => end == line.Length || IsApart(line[end]) || line[end] == ']';

    private static bool IsApart(char letter) => letter is ' ' or '\t' or ',' or '(' or ')' or '[' or ':';
}
