using System.Globalization;

namespace Gatehouse.Diagnosis.Sources;

/// <summary>Makes the progress of several captures read at the same time into one.</summary>
/// <param name="progress">Who is told.</param>
/// <param name="count">How many captures there are.</param>
/// <param name="length">Octets they have together.</param>
internal sealed class JointProgress(IProgress<ReadProgress> progress, int count, long length)
{
    private readonly string _name = string.Create(CultureInfo.InvariantCulture, $"{count} captures");
    private readonly Lock _lock = new();
    private long _position;

    /// <summary>The progress to tell of one of them.</summary>
    public IProgress<ReadProgress> Of() => new One(this);

    private void Advance(long octets)
    {
        lock (_lock)
        {
            _position += octets;
            progress.Report(new ReadProgress(_name, Math.Min(_position, length), length));
        }
    }

    private sealed class One(JointProgress joint) : IProgress<ReadProgress>
    {
        private long _last;

        public void Report(ReadProgress value)
        {
            joint.Advance(value.Position - _last);
            _last = value.Position;
        }
    }
}
