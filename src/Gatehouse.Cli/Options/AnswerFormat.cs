namespace Gatehouse.Cli.Options;

/// <summary>Formats of what a server answers.</summary>
internal enum AnswerFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>For programs: the objects of the REST API, one on a line.</summary>
    Json,
}
