namespace Gatehouse.Wire.Ead;

/// <summary>One <c>checkResult</c> of a report: <c>Category|field|field…</c>.</summary>
/// <param name="Category">What was checked: "Windows", "Virus-Engine-Version"…</param>
/// <param name="Fields">The fields after it, in order.</param>
public sealed record CheckResult(string Category, IReadOnlyList<string> Fields)
{
    /// <summary>
    /// Splits a value at its bars. A closing bracket counts as a bar: character recognition confuses the two, and no field
    /// known has brackets.
    /// </summary>
    public static CheckResult Parse(string value)
    {
        string[] parts = value.Split('|', ']');
        return new CheckResult(parts[0].Trim(), parts[1..]);
    }
}
