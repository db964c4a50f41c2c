namespace Gatehouse.Cli.Options;

/// <summary>Formats of a diagnosis.</summary>
internal enum ReportFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>For programs.</summary>
    Json,

    /// <summary>One HTML file to open, print or attach.</summary>
    Html,

    /// <summary>For tickets.</summary>
    Markdown,
}
