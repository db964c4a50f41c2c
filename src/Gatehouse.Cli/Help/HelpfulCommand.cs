using System.CommandLine;

namespace Gatehouse.Cli.Help;

/// <summary>A command whose help ends with notes and examples.</summary>
/// <param name="name">Its name.</param>
/// <param name="description">What it does, one sentence.</param>
/// <param name="notes">Sentences the user should know.</param>
/// <param name="examples">At least one.</param>
internal sealed class HelpfulCommand(string name, string description, IReadOnlyList<string> notes, IReadOnlyList<Example> examples)
    : Command(name, description)
{
    /// <summary>Sentences the user should know.</summary>
    public IReadOnlyList<string> Notes { get; } = notes;

    /// <summary>Command lines to copy.</summary>
    public IReadOnlyList<Example> Examples { get; } = examples;
}
