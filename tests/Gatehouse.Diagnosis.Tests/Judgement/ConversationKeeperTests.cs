using Gatehouse.Diagnosis.Judgement;

namespace Gatehouse.Diagnosis.Tests.Judgement;

public sealed class ConversationKeeperTests
{
    private const int Limit = ConversationKeeper<object>.MostKept;

    private readonly ConversationKeeper<object> _keeper = new();

    [Fact]
    public void Up_to_the_limit_every_conversation_is_kept_and_stands_for_itself()
    {
        for (int i = 0; i < Limit; i++)
        {
            _keeper.Keep(i, hasFailed: true, _ => throw new InvalidOperationException("No look is needed."));
        }

        Assert.Equal(Enumerable.Range(0, Limit).Select(i => ((object)i, 1L)), _keeper.All());
    }

    [Fact]
    public void Beyond_it_a_few_examples_stand_for_all_that_look_the_same()
    {
        const int More = 1_003;
        for (int i = 0; i < Limit + More; i++)
        {
            _keeper.Keep(i, hasFailed: false, _ => 7);
        }

        (object Conversation, long StandsFor)[] all = [.. _keeper.All()];
        Assert.Equal(Limit + ConversationKeeper<object>.MostExamples, all.Length);
        Assert.Equal(Limit + More, all.Sum(kept => kept.StandsFor));
        Assert.Equal(0, _keeper.Overflow);
    }

    [Fact]
    public void Too_many_looks_are_counted()
    {
        for (int i = 0; i < Limit + ConversationKeeper<object>.MostLooks + 10; i++)
        {
            _keeper.Keep(i, hasFailed: false, conversation => (ulong)(int)conversation);
        }

        Assert.Equal(10, _keeper.Overflow);
    }

    [Fact]
    public void A_flood_of_odd_conversations_does_not_crowd_out_a_failed_one()
    {
        for (int i = 0; i < 3 * Limit; i++)
        {
            _keeper.Keep(i, hasFailed: false, conversation => (ulong)(int)conversation);
        }

        _keeper.Keep("failed", hasFailed: true, _ => 0);

        Assert.Contains(("failed", 1L), _keeper.All());
    }

    [Fact]
    public void Of_clean_ones_a_few_examples_stand_for_all_from_the_first()
    {
        const int Taken = 1_003;
        for (int i = 0; i < Taken; i++)
        {
            _keeper.KeepClean(i, look: 7, each: false);
        }

        (object Conversation, long StandsFor)[] all = [.. _keeper.All()];
        Assert.Equal([0, 1], all.Select(kept => kept.Conversation));
        Assert.Equal(Taken, all.Sum(kept => kept.StandsFor));
    }

    [Fact]
    public void Where_each_is_compared_clean_ones_stand_for_themselves_up_to_the_limit()
    {
        for (int i = 0; i < Limit + 10; i++)
        {
            _keeper.KeepClean(i, look: 7, each: true);
        }

        (object Conversation, long StandsFor)[] all = [.. _keeper.All()];
        Assert.Equal(Limit, all.Count(kept => kept.StandsFor == 1));
        Assert.Equal(Limit + 10, all.Sum(kept => kept.StandsFor));
    }

    [Fact]
    public void Clean_ones_that_find_no_room_are_no_loss()
    {
        for (int i = 0; i < ConversationKeeper<object>.MostLooks + 10; i++)
        {
            _keeper.KeepClean(i, (ulong)i, each: false);
        }

        Assert.Equal(0, _keeper.Overflow);
    }
}
