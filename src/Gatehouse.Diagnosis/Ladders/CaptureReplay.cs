using Gatehouse.Capture;
using Gatehouse.Diagnosis.Sources;

namespace Gatehouse.Diagnosis.Ladders;

/// <summary>Reads a capture once more, after it was judged.</summary>
/// <param name="options">Times that the user limited the diagnosis to.</param>
/// <param name="cancellation">Ends reading early.</param>
internal sealed class CaptureReplay(DiagnosisOptions options, CancellationToken cancellation)
{
    private const int FramesBetweenLooks = 1_024;

    /// <summary>Hands the frames on.</summary>
    /// <returns>False when the file can no longer be opened: it was moved since, or rights were taken.</returns>
    public bool TryRead(string path, FrameHandler handler)
    {
        TimesAskedFor times = new(options);
        try
        {
            using EvidenceFile file = EvidenceFile.Open(path);
            using CaptureReader reader = file.OpenCapture();
            while (reader.TryRead(out Frame frame))
            {
                if (frame.Number % FramesBetweenLooks == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                }

                if (times.ContainsForSure(frame.Time) && !handler(frame))
                {
                    return true;
                }
            }

            return true;
        }
        catch (CaptureException)
        {
            return false;
        }
    }
}
