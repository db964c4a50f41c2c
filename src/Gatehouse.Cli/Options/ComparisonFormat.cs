namespace Gatehouse.Cli.Options;

/// <summary>Formats of a comparison.</summary>
internal enum ComparisonFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>For programs.</summary>
    Json,
}
