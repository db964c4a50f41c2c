namespace Gatehouse.Agent.Collectors.Endpoints;

/// <summary>A file that was read, or why not.</summary>
/// <param name="Outcome">What became of reading it.</param>
/// <param name="Text">What it says; empty unless it was read.</param>
public readonly record struct FileText(FileOutcome Outcome, string Text)
{
    /// <summary>Whether it was read.</summary>
    public bool IsRead => Outcome == FileOutcome.Read;

    /// <summary>Its lines.</summary>
    public IEnumerable<string> Lines => Text.Split('\n').Select(line => line.TrimEnd('\r'));

    /// <summary>The text without white space around it; null unless it was read.</summary>
    public string? Value => IsRead ? Text.Trim() : null;
}
