using System.Text;
using Gatehouse.Contracts.Administration.Endpoints;
using Gatehouse.Posture.Verdicts;
using Gatehouse.Server.Storage;
using Gatehouse.Wire.Ead;

namespace Gatehouse.Server.Administration;

/// <summary>Reads the bodies of security checks that are stored.</summary>
internal static class StoredDocuments
{
    /// <summary>Reads a body.</summary>
    /// <param name="stored">As <see cref="Deflation"/> keeps it.</param>
    /// <returns>Null when there is no document in it.</returns>
    public static EadDocument? Read(byte[] stored)
    {
        _ = EadDocument.Read(Encoding.UTF8.GetString(Deflation.Inflate(stored)), out EadDocument document, out _);
        return document.Items.Count == 0 ? null : document;
    }

    /// <summary>A reason as administrators are told.</summary>
    public static VerdictReason Tell(Reason reason) =>
        new(reason.Key, reason.Action.ToString().ToLowerInvariant(), reason.Found, reason.Required, reason.Remedy, reason.Deadline);
}
