namespace Gatehouse.Posture.Files;

/// <summary>A single value.</summary>
/// <param name="Text">What it says.</param>
/// <param name="IsPlain">Whether it stands without quotes, so that null and true mean something.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
internal sealed record ScalarNode(string Text, bool IsPlain, int Line, int Column) : FileNode(Line, Column)
{
    public override string Kind => "a single value";

    public bool IsNull => IsPlain && Text is "" or "~" or "null";
}
