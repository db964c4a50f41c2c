namespace Gatehouse.Wire;

/// <summary>The ways in which bytes can contradict the format they claim to be in.</summary>
public enum ParseErrorKind
{
    /// <summary>No error.</summary>
    None = 0,

    /// <summary>A length field points past the structure that holds it, or is below its own minimum.</summary>
    BadLength,

    /// <summary>A version field names a version that this parser does not know how to lay out.</summary>
    BadVersion,

    /// <summary>A type, magic or tag is not the one this structure starts with.</summary>
    BadType,

    /// <summary>Bytes are left over where the structure should have ended.</summary>
    TrailingData,

    /// <summary>A named limit (count, depth or size) was exceeded.</summary>
    LimitExceeded,

    /// <summary>A value is not allowed where it stands.</summary>
    BadValue,
}
