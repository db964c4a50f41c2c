using Gatehouse.Diagnosis.Settings;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Judgement.Settings;

/// <summary>Compares names of servers as settings write them.</summary>
internal static class ServerNames
{
    /// <summary>
    /// Whether two may be the same server: one is not said, they are equal, one is the other without its domain, or one is an address and
    /// the other a name.
    /// </summary>
    public static bool MayBeTheSame(Setting? one, Setting? other)
    {
        if (one is null || other is null)
        {
            return true;
        }

        bool isAddress = IpAddress.TryParse(one.Text, out IpAddress first);
        return isAddress != IpAddress.TryParse(other.Text, out IpAddress second)
            || (isAddress ? first == second : AreAlike(one.Text.Trim('\\'), other.Text.Trim('\\')));
    }

    private static bool AreAlike(string one, string other) =>
        one.Equals(other, StringComparison.OrdinalIgnoreCase)
        || ((!one.Contains('.', StringComparison.Ordinal) || !other.Contains('.', StringComparison.Ordinal))
            && one.Split('.')[0].Equals(other.Split('.')[0], StringComparison.OrdinalIgnoreCase));
}
