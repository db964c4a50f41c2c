using Gatehouse.Capture.Input;

namespace Gatehouse.Capture.Zip;

/// <summary>Copies an archive that lies in an archive to where it can be read back and forth: a temporary file without a name.</summary>
internal static class PrivateCopy
{
    private const int PieceLength = 128 * 1024;

    /// <summary>Copies.</summary>
    /// <param name="content">The archive; owned.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="budget">Room for temporary files; given back by whoever closes the copy.</param>
    /// <param name="cancellation">Ends copying.</param>
    /// <exception cref="CaptureException">It is damaged or too large, or no temporary file can be written.</exception>
    public static FileStream Of(IOctetInput content, string name, ZipBudget budget, CancellationToken cancellation)
    {
        using IOctetInput owned = content;
        FileStream? copy = null;
        long taken = 0;
        bool isComplete = false;
        try
        {
            copy = PrivateFile.Create();
            byte[] piece = new byte[PieceLength];
            for (int count = content.Read(piece); count > 0; count = content.Read(piece))
            {
                cancellation.ThrowIfCancellationRequested();
                if (!budget.TryTakeTemporary(count))
                {
                    throw new CaptureException(
                        $"{name} was not read: archives in archives are read up to {ZipBudget.MostTemporary / (1024 * 1024)} MiB; unpack the outer one and name the folder");
                }

                taken += count;
                copy.Write(piece, 0, count);
            }

            isComplete = content.Failure is null;
            return isComplete ? copy : throw new CaptureException($"{name} was not read: {content.Failure!.Detail}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CaptureException(
                $"{name} was not read: an archive in an archive is copied to a temporary file, and that failed ({error.Message.ReplaceLineEndings(" ").TrimEnd('.')}); unpack the outer one and name the folder", error);
        }
        finally
        {
            if (!isComplete)
            {
                budget.GiveBackTemporary(taken);
                copy?.Dispose();
            }
        }
    }
}
