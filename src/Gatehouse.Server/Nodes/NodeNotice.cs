namespace Gatehouse.Server.Nodes;

/// <summary>What one node tells the others by NOTIFY. It only makes them quicker: what must not be lost is in the database.</summary>
/// <param name="Push">A message that the node which holds the endpoint's session is to send; null for none.</param>
/// <param name="Access">Endpoints whose access was decided; null for none. Without either, policies were changed.</param>
internal sealed record NodeNotice(PushNotice? Push = null, IReadOnlyList<AccessNotice>? Access = null)
{
    /// <summary>The channel of LISTEN and NOTIFY.</summary>
    public const string Channel = "gatehouse";
}
