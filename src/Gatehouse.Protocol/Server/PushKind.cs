using Gatehouse.Wire.Ead.Sealed;

namespace Gatehouse.Protocol.Server;

/// <summary>What a server may begin.</summary>
public enum PushKind : byte
{
    /// <summary>A new check.</summary>
    Recheck = CheckMessage.Recheck,

    /// <summary>Text for the user.</summary>
    UserMessage = CheckMessage.UserMessage,

    /// <summary>The endpoint is logged off.</summary>
    LogOff = CheckMessage.LogOff,
}
