using System.Globalization;

namespace Gatehouse.Diagnosis.Tests.Reports;

/// <summary>Keeps what is written, and how much of it came at once at most.</summary>
internal sealed class PieceWriter() : StringWriter(CultureInfo.InvariantCulture)
{
    public int LongestPiece { get; private set; }

    public override void Write(string? value)
    {
        LongestPiece = Math.Max(LongestPiece, value?.Length ?? 0);
        base.Write(value);
    }
}
