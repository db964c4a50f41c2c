namespace Gatehouse.Diagnosis.Settings;

/// <summary>Tells settings from other text, and reads from them what bears on the transport between agents and server.</summary>
internal static class SettingsReader
{
    /// <summary>Settings read between two looks at whether reading is to stop.</summary>
    private const int SettingsAtATime = 4_096;

    /// <summary>Of this many lines one may be neither setting, section nor comment: a file that was pasted into an article is not the file.</summary>
    private const int LinesPerForeign = 5;

    /// <summary>Tells whether a text is a settings file, and of which kind; its name plays no part.</summary>
    /// <returns>Null when it is none.</returns>
    public static SettingsKind? Detect(string text) =>
        RegistryReader.Detect(text) ? SettingsKind.Registry
        : IsServerIni(text) ? SettingsKind.ServerIni
        : null;

    /// <summary>Reads a file.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="kind">What <see cref="Detect"/> says of it.</param>
    /// <param name="cancellation">Ends reading early with <see cref="OperationCanceledException"/>.</param>
    public static SettingsFile Read(string text, SettingsKind kind, CancellationToken cancellation = default)
    {
        List<Setting> known = [];
        int count = 0;
        foreach (Setting setting in kind == SettingsKind.ServerIni ? IniReader.Read(text) : RegistryReader.Read(text))
        {
            if (count++ % SettingsAtATime == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            if (known.Count < SettingsLimits.MostKept && KnownSettings.Matters(setting, kind))
            {
                known.Add(setting);
            }
        }

        return new SettingsFile(kind, count, known);
    }

    /// <summary>An ini file with a section or a name that only the server's has.</summary>
    private static bool IsServerIni(string text)
    {
        TextLines lines = new(text.Length <= SettingsLimits.MaxDetectionLength ? text : text[..SettingsLimits.MaxDetectionLength]);
        int foreign = 0;
        bool inSection = false;
        bool isServers = false;
        while (lines.MoveNext())
        {
            ReadOnlySpan<char> line = lines.Line;
            if (IniReader.TryReadSection(line, out string section))
            {
                inSection = true;
                isServers |= KnownSettings.IsGlobal(section);
            }
            else if (inSection && IniReader.IsSetting(line))
            {
                isServers |= KnownSettings.IsServersOwn(line[..line.IndexOf('=')].TrimEnd());
            }
            else
            {
                foreign += IniReader.IsSilent(line) ? 0 : 1;
            }
        }

        return isServers && foreign <= lines.Number / LinesPerForeign;
    }
}
