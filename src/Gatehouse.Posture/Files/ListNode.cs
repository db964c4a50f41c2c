namespace Gatehouse.Posture.Files;

/// <summary>A list.</summary>
/// <param name="Items">Its entries.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
internal sealed record ListNode(IReadOnlyList<FileNode> Items, int Line, int Column) : FileNode(Line, Column)
{
    public override string Kind => "a list";
}
