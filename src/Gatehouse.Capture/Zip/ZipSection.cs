using Gatehouse.Capture.Input;

namespace Gatehouse.Capture.Zip;

/// <summary>The octets of one entry as they stand in the archive.</summary>
/// <param name="archive">The archive; not owned, and read by nothing else meanwhile.</param>
/// <param name="start">First octet.</param>
/// <param name="length">Octets; the archive may end before.</param>
internal sealed class ZipSection(Stream archive, long start, long length) : IOctetInput
{
    /// <inheritdoc/>
    public long Position { get; private set; }

    /// <inheritdoc/>
    public long? Length => length;

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
            archive.Position = start + Position;
            int count = archive.Read(into[..(int)Math.Min(into.Length, length - Position)]);
            Position += count;
            return count;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Failure = new InputFailure(CaptureProblemKind.Truncated, $"the archive could not be read any further: {error.Message}");
            return 0;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
