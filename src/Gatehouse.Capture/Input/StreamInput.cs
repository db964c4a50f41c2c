namespace Gatehouse.Capture.Input;

/// <summary>Octets of a stream, which it owns.</summary>
internal sealed class StreamInput(Stream stream) : IOctetInput
{
    /// <inheritdoc/>
    public long Position { get; private set; }

    /// <inheritdoc/>
    public long? Length { get; } = LengthOf(stream);

    /// <inheritdoc/>
    public InputFailure? Failure { get; private set; }

    /// <inheritdoc/>
    public int Read(Span<byte> into)
    {
        if (Failure is not null)
        {
            return 0;
        }

        try
        {
            int count = stream.Read(into);
            Position += count;
            return count;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Failure = new InputFailure(CaptureProblemKind.Truncated, $"the input could not be read any further: {error.Message}");
            return 0;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private static long? LengthOf(Stream stream) => stream.CanSeek ? stream.Length - stream.Position : null;
}
