using Gatehouse.Admission.Tests.Programs;

namespace Gatehouse.Admission.Tests.ByThePage;

/// <summary>docs/protocol.md is enough to write a client from: this one was, and the real server answers it.</summary>
public sealed class PageClientTests
{
    [Fact]
    public async Task A_client_written_from_the_page_is_admitted()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await using Site site = await Site.OpenAsync();
        string token = await site.AdministerAsync("token", "create");
        using PageEnrolment enrolment = new(new Uri($"https://127.0.0.1:{site.Port}/"));
        await enrolment.EnrolAsync(TokenIn(token), cancellation);
        PageSession session = await enrolment.OpenSessionAsync(cancellation);
        Assert.Equal(site.UdpPort, session.UdpPort);
        using PageClient client = new(session, "127.0.0.1");
        Guid exchange = Guid.NewGuid();

        string policy = client.Exchange(exchange, PageClient.Request, "<data><i n=\"userName\">ann</i></data>");
        Assert.Contains("<i n=\"heartBeatInterval\">5</i>", policy, StringComparison.Ordinal);

        // Many different numbers, so that the report needs several segments even when it is compressed.
        string results = string.Concat(Enumerable.Range(0, 400).Select(number => $"<i n=\"checkResult\">Example-{Guid.NewGuid():N}|{number}</i>"));
        string verdict = client.Exchange(exchange, PageClient.Report, $"<data><i n=\"userName\">ann</i>{results}</data>");
        Assert.StartsWith("<data>", verdict, StringComparison.Ordinal);
        Assert.Contains("admitted", verdict, StringComparison.Ordinal);
        Assert.Equal(verdict, client.Exchange(exchange, PageClient.Report, $"<data><i n=\"userName\">ann</i>{results}</data>"));

        Assert.Equal(PageClient.HeartbeatAnswer, client.Call(PageClient.Heartbeat, PageClient.HeartbeatAnswer));
        Assert.Contains("by-the-page", await site.AdministerAsync("endpoint", "list", "--verdict", "admitted"), StringComparison.Ordinal);
        Assert.Equal(PageClient.Acknowledgement, client.Call(PageClient.Goodbye, PageClient.Acknowledgement));
        Assert.InRange(client.Longest, 1, 1_200);
    }

    private static string TokenIn(string output) =>
        output.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).First(word => word.StartsWith("gh1.", StringComparison.Ordinal));
}
