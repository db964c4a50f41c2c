using System.Diagnostics;
using Gatehouse.Contracts.Checks;
using Gatehouse.Protocol.Segments;
using Gatehouse.Server.Tests.Administration;

namespace Gatehouse.Server.Tests.Checks;

/// <summary>
/// An enrolled endpoint gone bad sends reports, over UDP, that are made to be dear: they get a verdict like any other, and soon. What is kept is the
/// memory of the whole process after a full collection, so nothing else may run meanwhile.
/// </summary>
[Collection(nameof(HostileReportTests))]
[CollectionDefinition(nameof(HostileReportTests), DisableParallelization = true)]
public sealed class HostileReportTests
{
    private const int Longest = MessageBody.MaxOctets;
    private const long MostKept = 64L << 20;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(8);

    [Theory]
    [InlineData("<a>", "")]
    [InlineData("<", "")]
    [InlineData("&#x41;", "")]
    [InlineData(" ", "")]
    [InlineData("&a;", "<!DOCTYPE data [<!ENTITY a \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\">]><data>")]
    [InlineData("<item name='x'>", "<data>")]
    public async Task The_longest_report_of_repeated_markup_is_judged_soon_and_little_of_it_is_kept(string repeated, string before)
    {
        await using TestServer test = await TestServer.StartAsync();
        (HttpClient http, _) = await test.EnrolledAsync();
        using CheckClient client = new(await TestServer.GrantAsync(http));
        string report = before + string.Concat(Enumerable.Repeat(repeated, (Longest - before.Length) / repeated.Length));

        long start = Stopwatch.GetTimestamp();
        long held = GC.GetTotalMemory(forceFullCollection: true);
        Assert.Contains("verdict", await client.CheckAsync(test.Server.UdpPort, report), StringComparison.Ordinal);
        Assert.True(Stopwatch.GetElapsedTime(start) < Soon, "it took too long");
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - held < MostKept, "it is kept in memory");

        string honest = ReportDocuments.Write(AdministrationServer.Report(guest: false), new CheckEnvelope(), null).CanonicalXml();
        Assert.Contains("verdict", await client.CheckAsync(test.Server.UdpPort, honest), StringComparison.Ordinal);
        http.Dispose();
    }
}
