namespace Gatehouse.Diagnosis.Settings;

/// <summary>
/// Names and places of the settings that bear on the transport. <c>UseSocketHTTPAdapter</c>, <c>ASE</c>, <c>Master_DomainPort</c> and the registry
/// key are documented by the vendor; names of the HTTPS port, the server and the version differ from version to version and are taken by their look.
/// </summary>
internal static class KnownSettings
{
    /// <summary>The server's switch between HTTP (1) and HTTPS (0).</summary>
    public const string Adapter = "UseSocketHTTPAdapter";

    /// <summary>The switch, on both sides, between HTTP (0) and HTTPS (1).</summary>
    public const string Ase = "ASE";

    /// <summary>The section both switches of the server stand in.</summary>
    public const string Global = "Global Setting";

    /// <summary>The server's port for HTTP.</summary>
    public const string HttpPort = "Master_DomainPort";

    private const string AgentKey = @"TrendMicro\PC-cillinNTCorp\CurrentVersion";
    private const string Protocols = @"SecurityProviders\SCHANNEL\Protocols\";
    private const string Wow64 = "Wow6432Node";

    private static readonly string[] ServerNames = ["Master_DomainName", "ServerAddr", "Server"];
    private static readonly string[] VersionNames =
        ["ProductName", "ProductVersion", "ProgramVersion", "ProgramVer", "ProductBuild", "ProgramBuild", "BuildNumber", "Version", "Build"];

    /// <summary>Whether a section is the one with the server's switches.</summary>
    public static bool IsGlobal(string section) => section.Equals(Global, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether only the server's ini file has a setting of this name.</summary>
    public static bool IsServersOwn(ReadOnlySpan<char> name) =>
        name.Equals(Adapter, StringComparison.OrdinalIgnoreCase) || name.Equals(HttpPort, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a setting is worth keeping.</summary>
    public static bool Matters(Setting setting, SettingsKind kind) => kind == SettingsKind.ServerIni
        ? IsSwitch(setting) || IsHttpPort(setting) || IsHttpsPort(setting) || IsServer(setting) || IsVersion(setting)
        : IsAgents(setting.Section)
            ? setting.IsNamed(Ase) || IsHttpPort(setting) || IsHttpsPort(setting) || IsServer(setting) || IsVersion(setting)
            : IsProtocolSwitch(setting);

    /// <summary>Whether it is one of the two switches, wherever it stands.</summary>
    public static bool IsSwitch(Setting setting) => setting.IsNamed(Adapter) || setting.IsNamed(Ase);

    /// <summary>Whether a registry key is the agent's, or below it.</summary>
    public static bool IsAgents(string key) => key.Contains(AgentKey, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a registry key is the agent's own, where <c>ASE</c> stands.</summary>
    public static bool IsAgentsOwn(string key) => key.TrimEnd('\\').EndsWith(AgentKey, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a registry key is that of 32-bit programs on 64-bit Windows, which the agent reads there.</summary>
    public static bool IsWow64(string key) => key.Contains(Wow64, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is the port for HTTP.</summary>
    public static bool IsHttpPort(Setting setting) => setting.IsNamed(HttpPort) || setting.IsNamed("ServerPort");

    /// <summary>Whether it is the port for HTTPS: <c>Master_SSLPort</c>, <c>ServerSSLPort</c>, <c>HTTPS_Port</c>…</summary>
    public static bool IsHttpsPort(Setting setting) =>
        setting.Name.EndsWith("port", StringComparison.OrdinalIgnoreCase)
        && (setting.Name.Contains("ssl", StringComparison.OrdinalIgnoreCase) || setting.Name.Contains("https", StringComparison.OrdinalIgnoreCase))
        && !setting.Name.Contains("proxy", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is the server's name or address.</summary>
    public static bool IsServer(Setting setting) => setting.Text.Length > 0 && ServerNames.Any(setting.IsNamed);

    /// <summary>Whether it may say which product and build it is; the two shortest names say so only in a section about the product.</summary>
    public static bool IsVersion(Setting setting) => VersionNames.Any(setting.IsNamed)
        && (setting.Name.Length > "Version".Length
            || IsGlobal(setting.Section)
            || setting.Section.Contains("product", StringComparison.OrdinalIgnoreCase)
            || setting.Section.Contains("program", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether it switches a TLS version of Windows on or off.</summary>
    public static bool IsProtocolSwitch(Setting setting) =>
        setting.Section.Contains(Protocols, StringComparison.OrdinalIgnoreCase) && (setting.IsNamed("Enabled") || setting.IsNamed("DisabledByDefault"));
}
