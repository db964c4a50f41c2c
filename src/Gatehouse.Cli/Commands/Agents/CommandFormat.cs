namespace Gatehouse.Cli.Commands.Agents;

/// <summary>Formats of commands that show one thing.</summary>
internal enum CommandFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>For scripts.</summary>
    Json,
}
