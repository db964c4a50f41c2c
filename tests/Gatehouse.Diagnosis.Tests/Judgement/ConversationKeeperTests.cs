using Gatehouse.Diagnosis.Judgement;

namespace Gatehouse.Diagnosis.Tests.Judgement;

public sealed class ConversationKeeperTests
{
    private readonly ConversationKeeper<object> _keeper = new();

    [Fact]
    public void Of_the_same_look_a_few_examples_stand_for_all()
    {
        const int Taken = 1003;
        for (int i = 0; i < Taken; i++)
        {
            _keeper.Keep(i, look: 7);
        }

        (object Conversation, long StandsFor)[] examples = [.. _keeper.Examples()];
        Assert.Equal(Enumerable.Range(0, ConversationKeeper<object>.MostExamples).Cast<object>(), examples.Select(example => example.Conversation));
        Assert.Equal(Taken, examples.Sum(example => example.StandsFor));
        Assert.All(examples, example => Assert.InRange(example.StandsFor, 1, (Taken / examples.Length) + 1));
    }

    [Fact]
    public void The_first_example_of_every_look_is_kept_up_to_the_limit()
    {
        for (int look = 0; look < ConversationKeeper<object>.MostLooks + 10; look++)
        {
            _keeper.Keep(look, look);
        }

        Assert.Equal(ConversationKeeper<object>.MostLooks, _keeper.Examples().Count());
        Assert.Equal(10, _keeper.Overflow);
    }

    [Fact]
    public void No_more_than_the_limit_is_kept_in_all_and_every_look_still_has_an_example()
    {
        for (int round = 0; round < ConversationKeeper<object>.MostExamples; round++)
        {
            for (int look = 0; look < 2000; look++)
            {
                _keeper.Keep(look, look);
            }
        }

        (object Conversation, long StandsFor)[] examples = [.. _keeper.Examples()];
        Assert.Equal(ConversationKeeper<object>.MostKept, examples.Length);
        Assert.Equal(2000, examples.Select(example => example.Conversation).Distinct().Count());
        Assert.Equal(2000 * ConversationKeeper<object>.MostExamples, examples.Sum(example => example.StandsFor));
    }

    [Fact]
    public void A_look_that_comes_when_all_room_is_taken_is_not_forgotten()
    {
        int looks = ConversationKeeper<object>.MostKept / ConversationKeeper<object>.MostExamples;
        for (int i = 0; i < ConversationKeeper<object>.MostKept; i++)
        {
            _keeper.Keep(i, i % looks);
        }

        _keeper.Keep("late", looks);

        Assert.Contains("late", _keeper.Examples().Select(example => example.Conversation));
    }
}
