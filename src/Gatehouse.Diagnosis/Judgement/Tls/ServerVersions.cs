using Gatehouse.Capture;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Judgement.Tls;

/// <summary>What other conversations say about the versions a server accepts, against one hello it did not accept.</summary>
/// <param name="Lowest">The oldest version above the client's best that the server agreed to with others; 0 when none is known.</param>
/// <param name="Highest">The newest version below the client's oldest that it agreed to with others; 0 when none is known.</param>
/// <param name="AcceptedBefore">When it last accepted what it now refuses; null when it never did, as far as the source shows.</param>
/// <param name="AcceptsStill">Whether it accepted the client's versions after the refusal too, so that the version is hardly the reason.</param>
internal sealed record ServerVersions(ushort Lowest, ushort Highest, AcceptedVersion? AcceptedBefore, bool AcceptsStill)
{
    /// <summary>Servers are reconfigured; what one accepted longer ago than this says nothing about now.</summary>
    public const double NearSeconds = 86_400;

    private static readonly ServerVersions Unknown = new(0, 0, null, false);

    /// <summary>Looks at the server's profile.</summary>
    /// <param name="profile">The profile; null when there is none.</param>
    /// <param name="hello">The hello that was refused.</param>
    /// <param name="refused">When it was refused.</param>
    public static ServerVersions Of(ServerProfile? profile, ClientHello hello, Timestamp refused)
    {
        if (profile is null || !refused.IsKnown)
        {
            return Unknown;
        }

        int best = TlsVersions.Rank(hello.HighestVersion);
        int oldest = TlsVersions.Rank(hello.LowestVersion());
        AcceptedVersion[] near = [.. profile.Versions.Where(accepted => IsNear(accepted, refused))];
        AcceptedVersion[] offered =
            [.. near.Where(accepted => TlsVersions.Rank(accepted.Version) <= best && TlsVersions.Rank(accepted.Version) >= oldest)];
        AcceptedVersion? before = offered.Where(accepted => accepted.LastTime.Nanoseconds <= refused.Nanoseconds)
            .MaxBy(accepted => accepted.LastTime.Nanoseconds);
        return new ServerVersions(
            near.Select(accepted => accepted.Version).Where(version => TlsVersions.Rank(version) > best).DefaultIfEmpty().MinBy(TlsVersions.Rank),
            near.Select(accepted => accepted.Version).Where(version => TlsVersions.Rank(version) < oldest).DefaultIfEmpty().MaxBy(TlsVersions.Rank),
            before,
            offered.Any(accepted => accepted.LastTime.Nanoseconds > refused.Nanoseconds));
    }

    private static bool IsNear(AcceptedVersion accepted, Timestamp refused) =>
        accepted.LastTime.IsKnown && accepted.FirstTime.IsKnown
        && Math.Min(Math.Abs(Timestamp.Seconds(accepted.LastTime, refused)), Math.Abs(Timestamp.Seconds(accepted.FirstTime, refused))) <= NearSeconds;
}
