namespace Gatehouse.Capture.Zip;

/// <summary>How much may come out of an archive and all archives in it: a few kilobytes of zip can promise petabytes.</summary>
public sealed class ZipBudget
{
    /// <summary>Most octets that come out of one archive, in all: 16 GiB.</summary>
    public const long MostOctets = 16L * 1024 * 1024 * 1024;

    /// <summary>Octets that may come out whatever the ratio.</summary>
    public const long AlwaysAllowed = 64L * 1024 * 1024;

    /// <summary>Beyond <see cref="AlwaysAllowed"/>, most octets out for one octet of the archive. Captures and logs come to 5 to 50.</summary>
    public const int MostRatio = 250;

    /// <summary>Most octets that archives in an archive take in temporary files at any time, together: 256 MiB.</summary>
    public const long MostTemporary = 256L * 1024 * 1024;

    /// <summary>What is said when it is exceeded.</summary>
    internal const string Refusal = "far more comes out of the archive than its size explains, as out of a zip bomb; unpack it if you trust it and name the folder";

    private readonly long _most;
    private long _temporary;

    /// <summary>A budget for an archive.</summary>
    /// <param name="archiveLength">Octets of the outermost archive.</param>
    public ZipBudget(long archiveLength) => _most = Math.Clamp(archiveLength, AlwaysAllowed / MostRatio, MostOctets / MostRatio) * MostRatio;

    /// <summary>Octets taken so far.</summary>
    public long Taken { get; private set; }

    /// <summary>Whether the archive gave more than an honest one does.</summary>
    public bool IsExceeded => Taken > _most;

    internal void Take(int octets) => Taken += octets;

    /// <summary>Takes room in temporary files.</summary>
    /// <returns>False when there is not enough; then none is taken.</returns>
    internal bool TryTakeTemporary(int octets)
    {
        bool fits = octets <= MostTemporary - _temporary;
        _temporary += fits ? octets : 0;
        return fits;
    }

    /// <summary>Gives room back.</summary>
    internal void GiveBackTemporary(long octets) => _temporary -= octets;
}
