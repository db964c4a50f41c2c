using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Udp;

namespace Gatehouse.Diagnosis.Judgement;

/// <summary>Makes evidence of frames.</summary>
internal static class Proof
{
    /// <summary>Most frames named in one piece of evidence.</summary>
    public const int MostFrames = 32;

    /// <summary>Frames of a TCP connection; zeros ("nothing of the kind") are left out.</summary>
    public static Evidence Of(TcpConversation conversation, SourceContext context, string note, params ReadOnlySpan<long> frames) =>
        new(context.Name, FindingNames.Frames(frames), DisplayFilter.Of(conversation), note);

    /// <summary>Frames of a UDP conversation; zeros are left out.</summary>
    public static Evidence Of(UdpConversation conversation, SourceContext context, string note, params ReadOnlySpan<long> frames) =>
        new(context.Name, FindingNames.Frames(frames), DisplayFilter.Of(conversation), note);
}
