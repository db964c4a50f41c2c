using Gatehouse.Diagnosis.Reports;
using Spectre.Console;

namespace Gatehouse.Cli.Output;

/// <summary>Prints the lines of a text report, coloured on a terminal.</summary>
internal static class TextPrinter
{
    // The report is laid out already; the terminal itself wraps what is there to be copied and too long.
    private const int NoWrapping = 100_000;

    /// <summary>Prints.</summary>
    public static void Print(IReadOnlyList<TextLine> lines, TextWriter writer, bool colour)
    {
        if (!colour)
        {
            foreach (TextLine line in lines)
            {
                writer.Write(line.ToString());
                writer.Write('\n');
            }

            return;
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.Standard,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = NoWrapping;
        foreach (TextLine line in lines)
        {
            foreach (TextSpan span in line.Spans)
            {
                console.Write(new Text(span.Text, Of(span.Style)));
            }

            console.Write(new Text("\n"));
        }
    }

    private static Style Of(TextStyle style) => style switch
    {
        TextStyle.Heading => new Style(Color.Blue, decoration: Decoration.Bold),
        TextStyle.Strong => new Style(decoration: Decoration.Bold),
        TextStyle.Fault => new Style(Color.Red, decoration: Decoration.Bold),
        TextStyle.Warning => new Style(Color.Yellow),
        TextStyle.Good => new Style(Color.Green, decoration: Decoration.Bold),
        TextStyle.Code => new Style(Color.Teal),
        TextStyle.Dim => new Style(decoration: Decoration.Dim),
        _ => Style.Plain,
    };
}
