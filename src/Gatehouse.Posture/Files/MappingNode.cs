namespace Gatehouse.Posture.Files;

/// <summary>Keys with values.</summary>
/// <param name="Entries">The keys, each once, with their values in order.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
internal sealed record MappingNode(IReadOnlyList<(ScalarNode Key, FileNode Value)> Entries, int Line, int Column) : FileNode(Line, Column)
{
    public override string Kind => "keys with values";
}
