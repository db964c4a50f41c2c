namespace Gatehouse.Cli.Options;

/// <summary>Formats of answers: what a server, an agent or a storm has to say.</summary>
internal enum AnswerFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>For programs: objects, each complete in itself.</summary>
    Json,
}
