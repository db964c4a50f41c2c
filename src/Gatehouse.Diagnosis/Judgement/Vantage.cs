using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Udp;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Judgement;

/// <summary>Where between two ends a capture was taken, as far as times to live tell.</summary>
/// <param name="FromClient">Routers between the client and the capture; null when not known.</param>
/// <param name="FromServer">Routers between the server and the capture; null when not known.</param>
/// <param name="IsNamedServer">Whether the user called this vantage point the server's.</param>
internal readonly record struct Vantage(int? FromClient, int? FromServer, bool IsNamedServer)
{
    private const string ServerName = "server";

    /// <summary>Whether it was taken at the client or on its network: the server's packets have passed a router, the client's have not.</summary>
    public bool IsAtClient => FromClient == 0 && FromServer > 0 && !IsNamedServer;

    /// <summary>Whether it was taken at the server or on its network.</summary>
    public bool IsAtServer => IsNamedServer || (FromServer == 0 && FromClient > 0);

    /// <summary>Whether the client's packets had passed a router when they were captured, so that it was not taken at the client.</summary>
    public bool IsAwayFromClient => IsNamedServer || FromClient > 0;

    /// <summary>For a TCP connection.</summary>
    public static Vantage Of(TcpConversation conversation, SourceContext context) => Of(
        conversation.Client.Address, conversation.FromClient.Ttl, conversation.Server.Address, conversation.FromServer.Ttl, context);

    /// <summary>For a UDP conversation.</summary>
    public static Vantage Of(UdpConversation conversation, SourceContext context) => Of(
        conversation.Client.Address, conversation.FromClient.Ttl, conversation.Server.Address, conversation.FromServer.Ttl, context);

    /// <summary>For any two hosts, from what other conversations show of them.</summary>
    public static Vantage Of(IpAddress client, IpAddress server, SourceContext context) => Of(client, 0, server, 0, context);

    private static Vantage Of(IpAddress client, byte clientTtl, IpAddress server, byte serverTtl, SourceContext context) => new(
        Hops.Of(clientTtl == 0 ? context.TtlOf(client) : clientTtl),
        Hops.Of(serverTtl == 0 ? context.TtlOf(server) : serverTtl),
        context.Options.Inputs.Any(input =>
            input.Name == context.Name && input.Name.StartsWith(ServerName, StringComparison.OrdinalIgnoreCase)));
}
