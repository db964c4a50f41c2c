namespace Gatehouse.Diagnosis.Settings;

/// <summary>Walks through the lines of a text; carriage returns and surrounding white space are left out.</summary>
/// <param name="text">The text.</param>
internal sealed class TextLines(string text)
{
    private int _next;
    private int _start;
    private int _length;

    /// <summary>Number of the line, from 1; 0 before the first.</summary>
    public int Number { get; private set; }

    /// <summary>The line.</summary>
    public ReadOnlySpan<char> Line => text.AsSpan(_start, _length).Trim();

    /// <summary>Goes to the next line.</summary>
    /// <returns>False at the end.</returns>
    public bool MoveNext()
    {
        if (_next > text.Length || (_next == text.Length && Number > 0))
        {
            return false;
        }

        int end = text.AsSpan(_next).IndexOf('\n');
        _start = _next;
        _length = end < 0 ? text.Length - _next : end;
        _next = end < 0 ? text.Length + 1 : _next + end + 1;
        Number++;
        return true;
    }
}
