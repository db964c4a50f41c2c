using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Udp;

namespace Gatehouse.Diagnosis.Judgement.Udp;

/// <summary>A report that needs fragments, whatever became of it: the path of today may carry them, that of tomorrow may not.</summary>
internal sealed class ReportNearsMtu : IUdpRule
{
    private static readonly ReportExceedsMtu Fault = new();

    public IEnumerable<Finding> Judge(UdpConversation conversation, SourceContext context) =>
        ReportSize.Of(conversation) is { } size && !Fault.Judge(conversation, context).Any()
            ? [ReportSizeText.Describe(size, conversation, context)]
            : [];
}
