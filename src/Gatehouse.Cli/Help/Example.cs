namespace Gatehouse.Cli.Help;

/// <summary>A command line to copy, and what it is for.</summary>
/// <param name="Command">The command line.</param>
/// <param name="Purpose">One phrase.</param>
internal sealed record Example(string Command, string Purpose);
