namespace Gatehouse.Diagnosis.Reports;

/// <summary>One line of a text report.</summary>
/// <param name="Spans">Its pieces, left to right; none for an empty line.</param>
public sealed record TextLine(IReadOnlyList<TextSpan> Spans)
{
    /// <summary>The line without styles.</summary>
    public override string ToString() => string.Concat(Spans.Select(span => span.Text));
}
