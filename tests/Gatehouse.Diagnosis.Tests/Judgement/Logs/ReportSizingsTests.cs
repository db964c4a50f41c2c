using Gatehouse.Diagnosis.Judgement.Logs;
using Gatehouse.Diagnosis.Logs;
using Gatehouse.Diagnosis.Tests.Logs;

namespace Gatehouse.Diagnosis.Tests.Judgement.Logs;

public sealed class ReportSizingsTests
{
    [Fact]
    public void Measures_a_report_once_however_often_it_is_asked()
    {
        SecurityExchange exchange = ClientLogReader.Read(LogText.StoryB().ToString()).Exchanges[0];
        ReportSizings sizings = new();

        ReportSizing? first = sizings.Of(exchange);

        Assert.NotNull(first);
        Assert.Same(first, sizings.Of(exchange));
    }
}
