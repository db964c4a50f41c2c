namespace Gatehouse.Capture.Tests;

/// <summary>A stream whose medium fails after its content.</summary>
internal sealed class FailingStream(byte[] content) : MemoryStream(content)
{
    public override int Read(Span<byte> buffer)
    {
        int count = base.Read(buffer);
        return count > 0 ? count : throw new IOException("the medium failed");
    }
}
