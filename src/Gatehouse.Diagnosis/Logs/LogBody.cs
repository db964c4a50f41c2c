using System.Text;

namespace Gatehouse.Diagnosis.Logs;

/// <summary>The text of one entry after its header, up to the next header: the message, and often a document and prose.</summary>
internal static class LogBody
{
    /// <summary>Characters of a message that are kept and matched, without white space.</summary>
    public const int MaxMessageLength = 400;

    /// <summary>The message on one line, for display: up to the document or the first blank line, white space runs as one space.</summary>
    public static string Display(ReadOnlySpan<char> body)
    {
        var message = new StringBuilder();
        bool gap = false;
        foreach (char character in FirstParagraph(body))
        {
            if (char.IsWhiteSpace(character))
            {
                gap = message.Length > 0;
                continue;
            }

            if (message.Length >= MaxMessageLength)
            {
                break;
            }

            if (gap)
            {
                message.Append(' ');
                gap = false;
            }

            message.Append(character);
        }

        return message.ToString();
    }

    /// <summary>The first paragraph without any white space, for matching.</summary>
    public static string Compact(ReadOnlySpan<char> body) => WithoutWhiteSpace(FirstParagraph(body));

    /// <summary>The whole body without any white space, for messages that a blank line broke in two.</summary>
    public static string CompactWhole(ReadOnlySpan<char> body) => WithoutWhiteSpace(body);

    private static string WithoutWhiteSpace(ReadOnlySpan<char> text)
    {
        var compact = new StringBuilder();
        foreach (char character in text)
        {
            if (compact.Length == MaxMessageLength)
            {
                break;
            }

            if (!char.IsWhiteSpace(character))
            {
                compact.Append(character);
            }
        }

        return compact.ToString();
    }

    // Ends at a blank line, a code fence or the first tag.
    private static ReadOnlySpan<char> FirstParagraph(ReadOnlySpan<char> body)
    {
        bool blank = true;
        bool started = false;
        for (int index = 0; index < body.Length; index++)
        {
            char character = body[index];
            if (character == '\n')
            {
                if (blank && started)
                {
                    return body[..index];
                }

                blank = true;
            }
            else if (character is '`' or '<')
            {
                return body[..index];
            }
            else if (!char.IsWhiteSpace(character))
            {
                blank = false;
                started = true;
            }
        }

        return body;
    }
}
