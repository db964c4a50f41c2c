using Gatehouse.Posture.Names;

namespace Gatehouse.Posture.Catalogues;

/// <summary>The patches against which the server checks an uploaded list.</summary>
public sealed class PatchCatalogue
{
    /// <summary>How far a chain of supersedence is followed.</summary>
    public const int MaxChain = 256;

    private readonly Dictionary<string, CataloguePatch> _patches = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes a catalogue; of patches with the same name the last one counts.</summary>
    public PatchCatalogue(IEnumerable<CataloguePatch> patches)
    {
        foreach (CataloguePatch patch in patches)
        {
            _patches[patch.Name] = patch;
        }
    }

    /// <summary>A catalogue without patches: nothing can be said from an uploaded list.</summary>
    public static PatchCatalogue Empty { get; } = new([]);

    /// <summary>How many patches there are.</summary>
    public int Count => _patches.Count;

    /// <summary>The patches an edition lacks: neither installed themselves nor contained in one that is.</summary>
    /// <param name="edition">Edition and service pack as reported.</param>
    /// <param name="installed">Names of the installed patches.</param>
    public IReadOnlyList<CataloguePatch> Missing(string edition, IEnumerable<string> installed)
    {
        HashSet<string> present = new(installed, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. _patches.Values.Where(patch => NamePattern.Matches(patch.AppliesTo, edition) && !IsPresent(patch, present))
                .OrderBy(patch => patch.Severity).ThenBy(patch => patch.Name, StringComparer.OrdinalIgnoreCase),
        ];
    }

    private bool IsPresent(CataloguePatch patch, HashSet<string> present)
    {
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase) { patch.Name };
        Queue<string> open = new([patch.Name]);
        while (open.TryDequeue(out string? name))
        {
            if (present.Contains(name))
            {
                return true;
            }

            foreach (string next in _patches.TryGetValue(name, out CataloguePatch? known) ? known.SupersededBy : [])
            {
                if (seen.Count < MaxChain && seen.Add(next))
                {
                    open.Enqueue(next);
                }
            }
        }

        return false;
    }
}
