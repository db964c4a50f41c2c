namespace Gatehouse.Wire;

/// <summary>Why bytes were rejected, and where.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Offset">Offset of the offending field in octets from the start of the parsed span.</param>
public readonly record struct ParseError(ParseErrorKind Kind, int Offset);
