namespace Gatehouse.Capture.Input;

/// <summary>Octets that arrive front to back, once. Reading never throws: what goes wrong ends the input and is told.</summary>
internal interface IOctetInput : IDisposable
{
    /// <summary>Octets of the outermost input consumed so far: compressed ones where there is compression.</summary>
    long Position { get; }

    /// <summary>Octets of the outermost input; null when it cannot be known, as for a pipe.</summary>
    long? Length { get; }

    /// <summary>Why the input ended before its time; null while nothing went wrong.</summary>
    InputFailure? Failure { get; }

    /// <summary>Reads what is there, at least one octet.</summary>
    /// <returns>Octets read; 0 at the end.</returns>
    int Read(Span<byte> into);
}
