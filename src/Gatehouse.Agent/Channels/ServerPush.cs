using Gatehouse.Wire.Ead.Sealed;

namespace Gatehouse.Agent.Channels;

/// <summary>Something the server began by itself.</summary>
/// <param name="Message"><see cref="CheckMessage.Recheck"/>, <see cref="CheckMessage.UserMessage"/>, <see cref="CheckMessage.LogOff"/> or
/// <see cref="CheckMessage.NewSession"/>; <see cref="CheckMessage.HeartbeatAnswer"/> when it has nothing to say.</param>
/// <param name="Text">Text for the user; empty when there is none.</param>
internal sealed record ServerPush(CheckMessage Message, string Text);
