using Gatehouse.Server.Checks;
using Gatehouse.Server.Storage;
using Gatehouse.Server.Tests.Storage;

namespace Gatehouse.Server.Tests.Checks;

public sealed class ReasonStoreTests
{
    [Theory, OnEveryDatabase]
    public async Task Each_endpoint_has_the_reasons_of_its_own_last_verdict(DatabaseKind kind)
    {
        await using TestDatabase test = await TestDatabase.CreateAsync(kind);
        ReasonStore store = new(test.Database);
        Guid[] ids = [.. Enumerable.Range(1, 40).Select(number => new Guid(number, 0, 0, new byte[8]))];
        await test.Commit.WriteAsync(
            async scope =>
            {
                for (int i = 0; i < ids.Length; i++)
                {
                    await EndpointStore.InsertAsync(scope, TestDatabase.Endpoint(ids[i], key: (byte)(i + 1)), []);
                }
            },
            CancellationToken.None);

        // The last one was never judged.
        await Task.WhenAll(ids[..^1].Select((id, i) => test.Commit.StoreAsync(Check(id, i), CancellationToken.None)));
        IReadOnlyDictionary<string, DateTimeOffset>[] read = await Task.WhenAll(ids.Select(id => store.FirstSeenAsync(id, CancellationToken.None)));

        for (int i = 0; i < ids.Length - 1; i++)
        {
            Assert.Equal(TestDatabase.Now.AddDays(-i), Assert.Single(read[i]).Value);
        }

        Assert.Empty(read[^1]);
        Assert.Empty(await store.FirstSeenAsync(Guid.NewGuid(), CancellationToken.None));
    }

    private static StoredCheck Check(Guid id, int days) => new(
        new Exchange
        {
            ExchangeId = Guid.NewGuid(),
            EndpointId = id,
            ReceivedAt = TestDatabase.Now,
            Report = Deflation.Deflate("<data/>"u8),
            Verdict = 1,
            VerdictDocument = Deflation.Deflate("<data/>"u8),
            PolicyVersion = 1,
        },
        Access.Admitted,
        ReasonStore.Write(new Dictionary<string, DateTimeOffset> { ["firewall"] = TestDatabase.Now.AddDays(-days) }),
        Address: null);
}
