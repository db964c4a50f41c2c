namespace Gatehouse.Wire.Ead;

/// <summary>The result of the patch check on Windows.</summary>
/// <param name="Edition">Edition and service pack, "7 Enterprise Service Pack 1".</param>
/// <param name="Patches">Names of the installed patches in the order sent, repeated ones repeated.</param>
public sealed record WindowsPatches(string Edition, IReadOnlyList<string> Patches)
{
    private const int EditionField = 0;
    private const int PatchField = 2;

    /// <summary>How many different patches there are.</summary>
    public int DistinctCount => Patches.Distinct(StringComparer.OrdinalIgnoreCase).Count();

    /// <summary>Names that stand in the list more than once, each named once.</summary>
    public IReadOnlyList<string> Duplicates =>
        [.. Patches.GroupBy(patch => patch, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => group.Key)];

    /// <summary>Reads the fields of a result whose category is "Windows"; absent fields are empty.</summary>
    public static WindowsPatches From(CheckResult result)
    {
        string Field(int index) => index < result.Fields.Count ? result.Fields[index] : string.Empty;
        var patches = new List<string>();
        foreach (string name in Field(PatchField).Split(';'))
        {
            string patch = string.Concat(name.Where(character => !char.IsWhiteSpace(character)));
            if (patch.Length > 0)
            {
                patches.Add(patch);
            }
        }

        return new WindowsPatches(Field(EditionField).Trim(), patches);
    }
}
