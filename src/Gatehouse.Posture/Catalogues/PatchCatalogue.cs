using Gatehouse.Posture.Names;
using Gatehouse.Posture.Reports;
using OperatingSystem = Gatehouse.Posture.Reports.OperatingSystem;

namespace Gatehouse.Posture.Catalogues;

/// <summary>The patches against which the server checks what endpoints report.</summary>
public sealed class PatchCatalogue
{
    /// <summary>How far a chain of supersedence is followed.</summary>
    public const int MaxChain = 256;

    private const string Windows = "windows";

    private readonly Dictionary<string, List<CataloguePatch>> _patches = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes a catalogue. Several patches of one name are for different systems, or different versions of a package.</summary>
    public PatchCatalogue(IEnumerable<CataloguePatch> patches)
    {
        foreach (CataloguePatch patch in patches)
        {
            if (!_patches.TryGetValue(patch.Name, out List<CataloguePatch>? named))
            {
                _patches[patch.Name] = named = [];
            }

            named.Add(patch);
            Count++;
        }
    }

    /// <summary>A catalogue without patches: nothing can be said from an uploaded list.</summary>
    public static PatchCatalogue Empty { get; } = new([]);

    /// <summary>Its name; empty for the empty one.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>The number the server gave it; 0 for none.</summary>
    public long Version { get; init; }

    /// <summary>How many patches there are.</summary>
    public int Count { get; }

    /// <summary>The patches a system lacks: neither installed themselves, nor contained in one that is, nor in its build.</summary>
    /// <param name="system">The system; null when it is not known, so that only patches for all systems are looked at.</param>
    /// <param name="installed">Names of the installed patches.</param>
    public IReadOnlyList<CataloguePatch> Missing(OperatingSystem? system, IEnumerable<string> installed)
    {
        HashSet<string> present = new(installed, StringComparer.OrdinalIgnoreCase);
        string build = system?.Build ?? string.Empty;
        return
        [
            .. _patches.Values.SelectMany(patches => patches)
                .Where(patch => IsFor(patch, system) && IsOfLine(patch, build) && !IsPresent(patch, build, present))
                .OrderBy(patch => patch.Severity).ThenBy(patch => patch.Name, StringComparer.OrdinalIgnoreCase),
        ];
    }

    /// <summary>What the catalogue says of an update that an endpoint found itself; null when it says nothing.</summary>
    /// <param name="system">The endpoint's system; null when it is not known.</param>
    /// <param name="update">The update.</param>
    public CataloguePatch? Find(OperatingSystem? system, PendingUpdate update)
    {
        ArgumentNullException.ThrowIfNull(update);
        return _patches.GetValueOrDefault(update.Name)?
            .Where(patch => IsFor(patch, system) && (patch.Version is null || patch.Version == update.Version))
            .MaxBy(patch => patch.Version is not null);
    }

    // A Windows calls itself "10 Pro" in the field's vocabulary; administrators write "Windows 10 Pro". Its version says 10.0 of Windows 11 too.
    // Elsewhere "debian 12.8" is the short form of a name.
    private static bool IsFor(CataloguePatch patch, OperatingSystem? system)
    {
        string name = system?.Name ?? string.Empty;
        string other = system?.Id == Windows ? $"{system.Id} {name}" : $"{system?.Id} {system?.Version}";
        return patch.Systems.Any(pattern => NamePattern.Matches(pattern, name) || NamePattern.Matches(pattern, other));
    }

    private static bool IsOfLine(CataloguePatch patch, string build) => build.Length == 0 || patch.Builds.Count == 0 || BuildOfLine(patch, build) is not null;

    private static string? BuildOfLine(CataloguePatch patch, string build)
    {
        ReadOnlySpan<char> line = Line(build);
        foreach (string first in patch.Builds)
        {
            if (Line(first).SequenceEqual(line))
            {
                return first;
            }
        }

        return null;
    }

    private static ReadOnlySpan<char> Line(string build) => build.IndexOf('.', StringComparison.Ordinal) is > 0 and int dot ? build.AsSpan(0, dot) : build;

    private bool IsPresent(CataloguePatch patch, string build, HashSet<string> present)
    {
        if (IsInBuild(patch, build))
        {
            return true;
        }

        Queue<string> open = new([patch.Name, .. patch.SupersededBy]);
        HashSet<string> seen = new(open, StringComparer.OrdinalIgnoreCase);
        while (open.TryDequeue(out string? name))
        {
            if (present.Contains(name))
            {
                return true;
            }

            // What has the name of the patch is looked at above: others of that name are for other systems.
            foreach (CataloguePatch known in name == patch.Name ? [] : _patches.GetValueOrDefault(name) ?? [])
            {
                if (IsInBuild(known, build))
                {
                    return true;
                }

                foreach (string next in known.SupersededBy)
                {
                    if (seen.Count < MaxChain && seen.Add(next))
                    {
                        open.Enqueue(next);
                    }
                }
            }
        }

        return false;
    }

    private static bool IsInBuild(CataloguePatch patch, string build) =>
        build.Length > 0 && BuildOfLine(patch, build) is { } first && DottedVersion.Compare(build, first) >= 0;
}
