using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Gatehouse.Server.Administration.Conditions;

/// <summary>
/// The tag of a representation (RFC 9110, section 8.8.3), in two halves. The first changes with what administrators decide, the second with
/// anything that is shown. If-None-Match looks at both, so that what is shown is fresh; If-Match looks at the first alone, so that a heartbeat
/// between reading and deciding does not refuse the decision.
/// </summary>
/// <param name="Decided">Half for what administrators decide.</param>
/// <param name="Shown">Half for all that is shown.</param>
internal readonly record struct EntityTag(string Decided, string Shown)
{
    private const int Octets = 12;

    /// <summary>The tag of a representation all of which is what administrators decide.</summary>
    public static EntityTag Of(ReadOnlySpan<byte> shown) => new(Hash(shown), Hash(shown));

    /// <summary>The tag of a representation.</summary>
    /// <param name="shown">The representation.</param>
    /// <param name="decided">What administrators decide of it.</param>
    public static EntityTag Of(ReadOnlySpan<byte> shown, string decided) => new(Hash(Encoding.UTF8.GetBytes(decided)), Hash(shown));

    /// <summary>As it stands in the header ETag.</summary>
    public override string ToString() => $"\"{Decided}.{Shown}\"";

    /// <summary>Whether the client has this representation already.</summary>
    public bool IsHeldBy(HttpRequest request)
    {
        EntityTag self = this;
        return request.GetTypedHeaders().IfNoneMatch.Any(tag => tag.Tag == "*" || tag.Tag == self.ToString());
    }

    /// <summary>Whether a change asked for under conditions may go on: no If-Match, or one that fits.</summary>
    public bool Permits(HttpRequest request)
    {
        IList<EntityTagHeaderValue> tags = request.GetTypedHeaders().IfMatch;
        string beginning = $"\"{Decided}.";
        return request.Headers.IfMatch.Count == 0
            || tags.Any(tag => tag.Tag == "*" || (!tag.IsWeak && tag.Tag.StartsWith(beginning, StringComparison.Ordinal)));
    }

    private static string Hash(ReadOnlySpan<byte> data)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(data, hash);
        return Base64Url.EncodeToString(hash[..Octets]);
    }
}
