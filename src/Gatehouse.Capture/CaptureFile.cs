namespace Gatehouse.Capture;

/// <summary>Opens captures: pcap in all dialects and pcapng, plain or inside gzip, told apart by content.</summary>
public static class CaptureFile
{
    /// <summary>Opens a capture; "-" is standard input.</summary>
    /// <exception cref="CaptureException">It cannot be read or is not a capture; the message says what to do.</exception>
    public static CaptureReader Open(string path) => Open(EvidenceFile.Open(path));

    /// <summary>Opens a capture in a stream, which the reader then owns.</summary>
    /// <param name="stream">The octets; need not be seekable.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="CaptureException">It is not a capture; the message says what it looks like.</exception>
    public static CaptureReader Open(Stream stream, string name) => Open(EvidenceFile.Open(stream, name));

    private static CaptureReader Open(EvidenceFile file)
    {
        try
        {
            return file.OpenCapture();
        }
        catch (CaptureException)
        {
            file.Dispose();
            throw;
        }
    }
}
