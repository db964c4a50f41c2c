namespace Gatehouse.Diagnosis.Reports;

/// <summary>Text of one style within a line.</summary>
/// <param name="Text">Safe to print (see <see cref="SafeText"/>); without line breaks.</param>
/// <param name="Style">What it is.</param>
public readonly record struct TextSpan(string Text, TextStyle Style);
