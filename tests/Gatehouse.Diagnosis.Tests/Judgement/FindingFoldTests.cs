using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement;

namespace Gatehouse.Diagnosis.Tests.Judgement;

public sealed class FindingFoldTests
{
    private readonly FindingFold _fold = new();

    [Fact]
    public void Findings_that_say_the_same_of_one_server_become_one_with_a_count_and_each_proof_once()
    {
        _fold.Add(Found("10.0.0.1:1"), standsFor: 3);
        _fold.Add(Found("10.0.0.1:2", frame: 2), standsFor: 4);
        _fold.Add(Found("10.0.0.1:2", frame: 2), standsFor: 1);

        Finding finding = Assert.Single(_fold.All());
        Assert.Equal(8, finding.Count);
        Assert.Equal("10.0.0.1:1", finding.Conversation!.Client);
        Assert.Equal(2, finding.Evidence.Count);
    }

    [Fact]
    public void Findings_that_differ_in_anything_a_reader_acts_on_stay_apart()
    {
        Finding[] different =
        [
            Found(), Found() with { Code = "other" }, Found() with { Severity = Severity.Warning }, Found() with { Confidence = Confidence.Likely },
            Found() with { Title = "Other" }, Found() with { Conversation = new("tcp", "10.0.0.1:1", "10.0.0.2:444") },
            Found() with { Conversation = new("udp", "10.0.0.1:1", "10.0.0.2:443") }, Found() with { Conversation = null },
        ];
        foreach (Finding finding in different)
        {
            _fold.Add(finding, 1);
        }

        Assert.Equal(different, _fold.All());
    }

    [Fact]
    public void Evidence_is_bounded_and_counts_never_overflow()
    {
        for (int i = 0; i < 3; i++)
        {
            _fold.Add(Found() with { Evidence = [.. Enumerable.Range(1, 10).SelectMany(frame => Found(frame: (10 * i) + frame).Evidence)] }, long.MaxValue / 2);
        }

        Finding finding = Assert.Single(_fold.All());
        Assert.Equal(int.MaxValue, finding.Count);
        Assert.Equal(FindingFold.MostEvidence, finding.Evidence.Count);
    }

    [Fact]
    public void The_first_two_and_the_last_prove_what_many_say_alike()
    {
        for (int i = 1; i <= 100; i++)
        {
            _fold.Add(Found(frame: i), standsFor: 1);
        }

        Finding finding = Assert.Single(_fold.All());
        Assert.Equal(100, finding.Count);
        Assert.Equal([1L, 2L, 100L], finding.Evidence.Select(evidence => evidence.Frames[0]));
    }

    [Fact]
    public void A_finding_stands_for_itself_at_least()
    {
        _fold.Add(Found(), 0);

        Assert.Equal(1, Assert.Single(_fold.All()).Count);
    }

    private static Finding Found(string client = "10.0.0.1:1", long frame = 1) => new()
    {
        Code = "code",
        Severity = Severity.Fault,
        Confidence = Confidence.Certain,
        Title = "Title",
        Explanation = "Explanation.",
        Conversation = new ConversationName("tcp", client, "10.0.0.2:443"),
        Evidence = [new Evidence("source", [frame], "tcp", "note")],
    };
}
