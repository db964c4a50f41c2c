namespace Gatehouse.Cli.Commands.Storms;

/// <summary>Formats of what a storm found out.</summary>
internal enum StormFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>For programs: one object on one line.</summary>
    Json,
}
