using Gatehouse.Wire.Ead.Sealed;

namespace Gatehouse.Server.Checks;

/// <summary>What an endpoint is told that cannot be reached by datagrams.</summary>
/// <param name="Message">Re-check, message to the user, or log-off.</param>
/// <param name="Text">For the user; may be empty.</param>
internal sealed record PresenceNote(CheckMessage Message, string Text);
