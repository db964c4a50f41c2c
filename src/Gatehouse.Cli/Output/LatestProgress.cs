using Gatehouse.Diagnosis;

namespace Gatehouse.Cli.Output;

/// <summary>Keeps the last word on progress for another thread to read.</summary>
internal sealed class LatestProgress : IProgress<ReadProgress>
{
    private readonly Lock _lock = new();
    private ReadProgress? _value;

    /// <summary>The last that was reported; null before.</summary>
    public ReadProgress? Value
    {
        get
        {
            lock (_lock)
            {
                return _value;
            }
        }
    }

    /// <inheritdoc/>
    public void Report(ReadProgress value)
    {
        lock (_lock)
        {
            _value = value;
        }
    }
}
