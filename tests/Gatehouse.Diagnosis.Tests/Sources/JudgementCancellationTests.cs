using Gatehouse.Diagnosis.Judgement;
using Gatehouse.Diagnosis.Observation;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Tests.Judgement;

namespace Gatehouse.Diagnosis.Tests.Sources;

public sealed class JudgementCancellationTests
{
    [Theory]
    [InlineData("tls-untrusted.pcap")]
    [InlineData("story-b-client.pcap")]
    [InlineData("noise-healthy.pcapng")]
    public void Judging_ends_when_the_user_has_had_enough(string sample)
    {
        CaseRunner runner = CaseRunner.Sample(sample);
        SourceCollector collector = new(runner.Context, new EndpointFilter(null));
        foreach (TcpConversation conversation in runner.Tcp)
        {
            ((IObservationSink)collector).OnTcp(conversation);
        }

        Assert.Throws<OperationCanceledException>(() => SourceJudgement.Of(runner.Context, collector, cancellation: new CancellationToken(canceled: true)));
    }
}
