namespace Gatehouse.Cli.Options;

/// <summary>Formats of an inspection.</summary>
internal enum RecordFormat
{
    /// <summary>A paragraph for each record.</summary>
    Text,

    /// <summary>A line for each record, in columns.</summary>
    Table,

    /// <summary>A JSON object on a line for each record.</summary>
    Json,
}
