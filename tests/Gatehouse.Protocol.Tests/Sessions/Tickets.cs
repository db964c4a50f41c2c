using System.Security.Cryptography;
using System.Text;
using Gatehouse.Protocol.Sessions;

namespace Gatehouse.Protocol.Tests.Sessions;

/// <summary>Keys and tickets that are the same on every run.</summary>
internal static class Tickets
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static byte[] Bytes(string seed, int length) => SHA512.HashData(Encoding.UTF8.GetBytes(seed))[..length];

    public static ServerKey Key(uint id) => new(id, Bytes($"key {id}", ServerKey.SecretLength));

    public static SessionTicket Make(ulong sessionId = 7) => new(
        new Guid(Bytes($"endpoint {sessionId}", 16)), sessionId, Bytes($"secret {sessionId}", SessionTicket.SecretLength), Noon, Noon + TimeSpan.FromHours(8));

    public static byte[] Seal(ServerKeyRing keys, SessionTicket ticket) =>
        TokenSealer.Seal(keys, ticket, Bytes($"nonce {ticket.SessionId}", TokenSealer.NonceLength));
}
