using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation;
using Gatehouse.Diagnosis.Observation.Tcp;

namespace Gatehouse.Diagnosis.Judgement.Tcp;

/// <summary>A side whose receive window closes and stays closed: its program has stopped reading.</summary>
internal sealed class TcpZeroWindow : ITcpRule
{
    /// <summary>Seconds for which a window must stay closed.</summary>
    private const double ClosedFor = 5;

    public IEnumerable<Finding> Judge(TcpConversation conversation, SourceContext context)
    {
        foreach (Side side in (ReadOnlySpan<Side>)[Side.Server, Side.Client])
        {
            TcpDirection reader = conversation.From(side);
            TcpDirection writer = conversation.From(side == Side.Server ? Side.Client : Side.Server);
            double closed = Timestamp.Seconds(reader.ZeroWindowTime, conversation.LastTime);
            if (reader.ZeroWindowFrame == 0 || !writer.HasPayload || reader.FinFrame != 0 || closed < ClosedFor)
            {
                continue;
            }

            string name = side == Side.Server ? "server" : "client";
            return
            [
                new Finding
                {
                    Code = FindingCodes.TcpZeroWindow,
                    Severity = Severity.Fault,
                    Confidence = Confidence.Certain,
                    Title = side == Side.Server
                        ? $"The server {conversation.Server} stops reading what it is sent"
                        : $"The client stops reading what {conversation.Server} sends",
                    Explanation = $"From frame {reader.ZeroWindowFrame} on the {name} offers a receive window of zero, for {closed:0.#} s and to the end. Its system still acknowledges, "
                        + "so host and network are well: the program behind the connection does not take what has arrived.",
                    Conversation = conversation.Name(),
                    Facts = new Dictionary<string, object>
                    {
                        ["reader"] = name,
                        ["seconds"] = Math.Round(closed, 1),
                        ["zeroWindows"] = reader.ZeroWindows,
                    },
                    Evidence =
                    [
                        Proof.Of(conversation, context, "the window closes", reader.ZeroWindowFrame, reader.LastFrame) with
                        {
                            Filter = $"{DisplayFilter.Of(conversation)} && tcp.window_size == 0",
                        },
                    ],
                    Remedies =
                    [
                        $"Look at the program on the {name}: hung, waiting for a disk or a database, out of memory or threads? Its log and a stack trace at that time tell.",
                        "Restarting it helps for the moment; take the stack trace first.",
                    ],
                    Explains = [FindingCodes.RequestUnanswered, FindingCodes.PacketLoss],
                },
            ];
        }

        return [];
    }
}
