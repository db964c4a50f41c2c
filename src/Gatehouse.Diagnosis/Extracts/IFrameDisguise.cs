using Gatehouse.Capture;
using Gatehouse.Wire.Link;

namespace Gatehouse.Diagnosis.Extracts;

/// <summary>Changes frames and what is said of them so that they can be shown to strangers.</summary>
public interface IFrameDisguise
{
    /// <summary>Changes a text.</summary>
    string Disguise(string text);

    /// <summary>Changes what is nothing but the name of a source or a file.</summary>
    string DisguiseName(string name);

    /// <summary>Makes a frame that shows the same without what is private.</summary>
    /// <param name="frame">The captured frame.</param>
    /// <param name="link">How to read the new frame's first header.</param>
    /// <param name="data">The new frame.</param>
    /// <param name="originalLength">Octets it would have had on the wire.</param>
    /// <returns>False when nothing of the frame may be shown.</returns>
    bool TryDisguise(in Frame frame, out LinkType link, out byte[] data, out int originalLength);
}
