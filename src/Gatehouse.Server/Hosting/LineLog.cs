using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Hosting;

/// <summary>Writes the log as lines: time in UTC, level, where from, number of the event, text. A line break in a text never makes a second line.</summary>
/// <param name="writer">Where to; flushed after every line.</param>
/// <param name="clock">Where the time comes from.</param>
public sealed class LineLog(TextWriter writer, TimeProvider clock) : ILoggerProvider
{
    private readonly Lock _lock = new();

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName[(categoryName.LastIndexOf('.') + 1)..]);

    /// <inheritdoc/>
    public void Dispose()
    {
        // The writer belongs to whoever made it.
    }

    private static string Name(LogLevel level) => level switch
    {
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        LogLevel.Critical => "critical",
        _ => "debug",
    };

    private static string OneLine(string text) =>
        text.Any(char.IsControl) ? string.Create(text.Length, text, (span, from) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(from[i]) ? ' ' : from[i];
            }
        }) : text;

    private void Write(LogLevel level, string category, EventId id, string text)
    {
        string time = clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        lock (_lock)
        {
            writer.WriteLine($"{time} {Name(level)} {category}[{id.Id}] {OneLine(text)}");
            writer.Flush();
        }
    }

    private sealed class Category(LineLog log, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Information and < LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            ArgumentNullException.ThrowIfNull(formatter);
            if (IsEnabled(logLevel))
            {
                string text = formatter(state, exception);
                log.Write(logLevel, name, eventId, exception is null ? text : $"{text}: {exception}");
            }
        }
    }
}
