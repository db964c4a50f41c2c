using System.Globalization;

namespace Gatehouse.Diagnosis.Settings;

/// <summary>Which product and build wrote the settings, as far as they say.</summary>
/// <param name="Text">What they say, "12.0.4345".</param>
/// <param name="Major">Major version; 0 when not said. 12 is OfficeScan XG, 14 Apex One.</param>
/// <param name="Build">Build; 0 when not said.</param>
/// <param name="IsApexOne">Whether it is Apex One or later.</param>
/// <param name="Line">Line of the file that says so.</param>
internal sealed record ProductVersion(string Text, int Major, int Build, bool IsApexOne, int Line)
{
    /// <summary>Major version of OfficeScan XG.</summary>
    public const int Xg = 12;

    /// <summary>The first build of OfficeScan XG Service Pack 1 that can go back to HTTP.</summary>
    public const int FirstBuildWithHttp = 4453;

    private const int FirstApexOne = 14;
    private const int SmallestBuild = 100;

    /// <summary>Whether the product can be told to use HTTP; null when the settings do not say enough.</summary>
    public bool? CanUseHttp => IsApexOne ? false : Major == Xg && Build > 0 ? Build >= FirstBuildWithHttp : null;

    /// <summary>Reads it from settings that <see cref="KnownSettings.IsVersion"/>.</summary>
    /// <returns>Null when none of them says anything.</returns>
    public static ProductVersion? Of(IEnumerable<Setting> settings)
    {
        ProductVersion? found = null;
        foreach (Setting setting in settings.Where(setting => setting.Text.Length > 0))
        {
            (int major, int build) = Read(setting);
            bool isApexOne = setting.Text.Contains("Apex One", StringComparison.OrdinalIgnoreCase) || major >= FirstApexOne;
            bool isXg = setting.Text.Contains("OfficeScan XG", StringComparison.OrdinalIgnoreCase);
            if (major == 0 && build == 0 && !isApexOne && !isXg)
            {
                continue;
            }

            major = major == 0 && isXg ? Xg : major;
            found = found is null
                ? new ProductVersion(setting.Text, major, build, isApexOne, setting.Line)
                : found with
                {
                    Text = $"{found.Text}, {setting.Text}",
                    Major = found.Major == 0 ? major : found.Major,
                    Build = found.Build == 0 ? build : found.Build,
                    IsApexOne = found.IsApexOne || isApexOne,
                };
        }

        return found is null ? null : found with { Text = SettingsLimits.Cut(found.Text) };
    }

    /// <summary>Takes "12.0.4345", "12.0.0.4345" and a build alone.</summary>
    private static (int Major, int Build) Read(Setting setting)
    {
        int[] parts = [.. setting.Text.Split('.', ' ', '-').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1)];
        int build = parts.Skip(1).Where(part => part >= SmallestBuild).DefaultIfEmpty(0).Max();
        return setting.Name.Contains("build", StringComparison.OrdinalIgnoreCase)
            ? (0, Math.Max(parts[0] >= SmallestBuild ? parts[0] : 0, build))
            : (parts.Length > 1 && parts[0] > 0 ? parts[0] : 0, build);
    }
}
