namespace Gatehouse.Posture.Files;

/// <summary>A piece of a YAML file, with where it starts.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
internal abstract record FileNode(int Line, int Column)
{
    /// <summary>For messages: "a list".</summary>
    public abstract string Kind { get; }
}
