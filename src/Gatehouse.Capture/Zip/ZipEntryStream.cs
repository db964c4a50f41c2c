namespace Gatehouse.Capture.Zip;

/// <summary>What comes out of one entry of an archive, counted. Damage and excess end it with an <see cref="IOException"/>, which readers tell as a problem of the source.</summary>
/// <param name="inner">The decompressed entry; owned.</param>
/// <param name="budget">What may come out.</param>
/// <param name="owned">Closed with it; null when nothing is.</param>
internal sealed class ZipEntryStream(Stream inner, ZipBudget budget, IDisposable? owned) : Stream
{
    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        try
        {
            int count = inner.Read(buffer);
            budget.Take(count);
            return budget.IsExceeded
                ? throw new IOException("far more comes out of the archive than its size explains, as out of a zip bomb; unpack it if you trust it and name the folder")
                : count;
        }
        catch (Exception error) when (error is InvalidDataException or NotSupportedException)
        {
            throw new IOException($"the archive is damaged there, or compressed in a way that is not known ({error.Message.TrimEnd('.')})", error);
        }
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            owned?.Dispose();
        }

        base.Dispose(disposing);
    }
}
