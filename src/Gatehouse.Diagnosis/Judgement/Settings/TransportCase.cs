using Gatehouse.Diagnosis.Settings;

namespace Gatehouse.Diagnosis.Judgement.Settings;

/// <summary>All settings files of the evidence, and what the captures beside them show.</summary>
internal sealed class TransportCase
{
    /// <summary>Ports that the vendor sets unless told otherwise.</summary>
    public const ushort DefaultHttpPort = 8080;

    /// <inheritdoc cref="DefaultHttpPort"/>
    public const ushort DefaultHttpsPort = 4343;

    /// <summary>Sorts the files.</summary>
    /// <param name="sources">The settings files in the order given.</param>
    /// <param name="captures">What was seen, source by source.</param>
    public TransportCase(IReadOnlyList<SettingsSource> sources, IReadOnlyList<WireSource> captures)
    {
        Sources = sources;
        Servers = [.. sources.Where(source => source.Settings.File.Kind == SettingsKind.ServerIni)];
        Agents = [.. sources.Where(source => source.Settings.IsAgents)];
        HttpPort = Port(settings => settings.HttpPort, DefaultHttpPort);
        HttpsPort = Port(settings => settings.HttpsPort, DefaultHttpsPort);
        Wire = new WireView(
            captures, HttpPort, HttpsPort, [.. Servers.Concat(Agents).Select(source => source.Settings.Server?.Text).OfType<string>().Distinct()]);
    }

    /// <summary>All files.</summary>
    public IReadOnlyList<SettingsSource> Sources { get; }

    /// <summary>Ini files of servers.</summary>
    public IReadOnlyList<SettingsSource> Servers { get; }

    /// <summary>The first of them; null without one.</summary>
    public SettingsSource? Server => Servers.Count > 0 ? Servers[0] : null;

    /// <summary>Registry exports with the agent's key.</summary>
    public IReadOnlyList<SettingsSource> Agents { get; }

    /// <summary>The port for HTTP: the server's word, else an agent's, else the usual one.</summary>
    public ushort HttpPort { get; }

    /// <summary>The port for HTTPS, likewise.</summary>
    public ushort HttpsPort { get; }

    /// <summary>What the captures show of these ports.</summary>
    public WireView Wire { get; }

    /// <summary>Product and build: the server's word, else an agent's.</summary>
    public ProductVersion? Product => Servers.Concat(Agents).Select(source => source.Settings.Product).FirstOrDefault(product => product is not null);

    /// <summary>The port of a transport.</summary>
    public ushort PortOf(Transport transport) => transport == Transport.Http ? HttpPort : HttpsPort;

    /// <summary>
    /// What to bring everything to: what the product can do; else what the servers say; else what was seen to work; else what the agents say,
    /// and when all of that is silent HTTPS, as the vendor ships it.
    /// </summary>
    public Transport Wanted()
    {
        if (Product?.CanUseHttp == false)
        {
            return Transport.Https;
        }

        Transport servers = Common(Servers);
        Transport agents = Common(Agents);
        return servers != Transport.Unknown ? servers
            : Wire.Works(Transport.Https) != Wire.Works(Transport.Http) ? (Wire.Works(Transport.Http) ? Transport.Http : Transport.Https)
            : agents != Transport.Unknown ? agents
            : Transport.Https;
    }

    private static Transport Common(IReadOnlyList<SettingsSource> sources)
    {
        Transport[] said = [.. sources.Select(source => source.Settings.Transport).Distinct()];
        return said.Length == 1 ? said[0] : Transport.Unknown;
    }

    private ushort Port(Func<TransportSettings, Setting?> port, ushort otherwise) =>
        (ushort?)Servers.Concat(Agents).Select(source => port(source.Settings)).FirstOrDefault(setting => setting is not null)?.Number ?? otherwise;
}
