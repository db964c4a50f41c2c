namespace Gatehouse.Diagnosis.Settings;

/// <summary>What one file says about the transport between agents and server.</summary>
internal sealed class TransportSettings
{
    private TransportSettings(SettingsFile file)
    {
        File = file;
        if (file.Kind == SettingsKind.ServerIni)
        {
            Adapter = file.Find(setting => setting.IsNamed(KnownSettings.Adapter) && KnownSettings.IsGlobal(setting.Section));
            Ase = file.Find(setting => setting.IsNamed(KnownSettings.Ase) && KnownSettings.IsGlobal(setting.Section));
        }
        else
        {
            Ase = file.Find(setting => IsAgentsAse(setting) && KnownSettings.IsWow64(setting.Section)) ?? file.Find(IsAgentsAse);
        }

        HttpPort = file.Find(setting => KnownSettings.IsHttpPort(setting) && IsPort(setting));
        HttpsPort = file.Find(setting => KnownSettings.IsHttpsPort(setting) && IsPort(setting));
        Server = file.Find(KnownSettings.IsServer);
        Product = ProductVersion.Of(file.Known.Where(KnownSettings.IsVersion));
    }

    /// <summary>The file.</summary>
    public SettingsFile File { get; }

    /// <summary><c>UseSocketHTTPAdapter</c> of the server; null when it is not there or this is an agent's.</summary>
    public Setting? Adapter { get; }

    /// <summary><c>ASE</c>; null when it is not there.</summary>
    public Setting? Ase { get; }

    /// <summary>The port for HTTP; null when it is not there.</summary>
    public Setting? HttpPort { get; }

    /// <summary>The port for HTTPS; null when it is not there.</summary>
    public Setting? HttpsPort { get; }

    /// <summary>The server's name or address; null when it is not there.</summary>
    public Setting? Server { get; }

    /// <summary>Product and build; null when nothing says them.</summary>
    public ProductVersion? Product { get; }

    /// <summary>Whether it is an agent's: a registry export that holds the agent's key.</summary>
    public bool IsAgents => File.Kind == SettingsKind.Registry && File.Known.Any(setting => KnownSettings.IsAgents(setting.Section));

    /// <summary>What <c>UseSocketHTTPAdapter</c> says.</summary>
    public Transport ByAdapter => Adapter?.Number switch
    {
        1 => Transport.Http,
        0 => Transport.Https,
        _ => Transport.Unknown,
    };

    /// <summary>What <c>ASE</c> says.</summary>
    public Transport ByAse => Ase?.Number switch
    {
        0 => Transport.Http,
        1 => Transport.Https,
        _ => Transport.Unknown,
    };

    /// <summary>What the file says as a whole; unknown when the server's two settings do not both say the same.</summary>
    public Transport Transport => File.Kind == SettingsKind.Registry ? ByAse : ByAdapter == ByAse ? ByAse : Transport.Unknown;

    /// <summary>Switches that stand in a section where nothing reads them.</summary>
    public IEnumerable<Setting> Misplaced => File.Kind == SettingsKind.ServerIni
        ? File.Known.Where(setting => KnownSettings.IsSwitch(setting) && !KnownSettings.IsGlobal(setting.Section))
        : [];

    /// <summary>Interprets a file.</summary>
    public static TransportSettings Of(SettingsFile file) => new(file);

    private static bool IsAgentsAse(Setting setting) => setting.IsNamed(KnownSettings.Ase) && KnownSettings.IsAgentsOwn(setting.Section);

    private static bool IsPort(Setting setting) => setting.Number is > 0 and <= ushort.MaxValue;
}
