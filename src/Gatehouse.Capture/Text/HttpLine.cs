namespace Gatehouse.Capture.Text;

/// <summary>Reads the start line of an HTTP/1 message as printed.</summary>
internal static class HttpLine
{
    private const int MaxMethodLength = 16;
    private const int MaxTargetLength = 1_024;
    private const int MaxReasonLength = 64;

    /// <summary>Reads "GET /x?y HTTP/1.1" or "HTTP/1.1 503 Service Unavailable  (text/html)"; null when it is neither.</summary>
    public static TextHttp? Parse(ReadOnlySpan<char> line)
    {
        int escape = line.IndexOf(@"\r\n", StringComparison.Ordinal);
        line = (escape < 0 ? line : line[..escape]).Trim(' ');
        return line.StartsWith("HTTP/1.", StringComparison.Ordinal) ? Response(line) : Request(line);
    }

    private static TextHttp? Request(ReadOnlySpan<char> line)
    {
        int method = line.IndexOf(' ');
        int version = line.LastIndexOf(" HTTP/1.", StringComparison.Ordinal);
        if (method is < 1 or > MaxMethodLength || version <= method || line[..method].ContainsAnyExceptInRange('A', 'Z'))
        {
            return null;
        }

        ReadOnlySpan<char> target = line[(method + 1)..version].Trim(' ');
        int query = target.IndexOf('?');
        target = query < 0 ? target : target[..query];
        return target.Length > 0
            ? new TextHttp(line[..method].ToString(), target[..Math.Min(target.Length, MaxTargetLength)].ToString(), 0, null)
            : null;
    }

    private static TextHttp? Response(ReadOnlySpan<char> line)
    {
        int space = line.IndexOf(' ');
        if (space < 0 || Scan.Leading(line[space..]) is not (>= 100 and <= 599 and long status))
        {
            return null;
        }

        ReadOnlySpan<char> reason = line[space..].TrimStart(' ')[3..];
        int aside = reason.IndexOfAny('(', ',');
        reason = (aside < 0 ? reason : reason[..aside]).Trim(' ');
        return new TextHttp(null, null, (int)status, reason.Length is > 0 and <= MaxReasonLength ? reason.ToString() : null);
    }
}
