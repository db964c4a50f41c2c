using System.Text.Json;
using Gatehouse.Agent.Identity;
using Gatehouse.Agent.Running;
using Gatehouse.Posture.Reports;

namespace Gatehouse.Agent.Collectors.Linux;

/// <summary>
/// apt's last answer, so that a machine on which nothing changed need not ask again, also after a restart. An answer is forgotten after
/// <see cref="Longest"/> whatever the files say, in case they lie.
/// </summary>
/// <param name="clock">The time.</param>
/// <param name="file">Where it outlives the agent; null for nowhere.</param>
internal sealed class AptMemory(TimeProvider clock, string? file)
{
    /// <summary>How long an answer is believed.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    private AptAnswer? _last;

    /// <summary>The answer for a state; null when it is not known or too old.</summary>
    public IReadOnlyList<PendingUpdate>? Recall(string state)
    {
        _last ??= Read();
        TimeSpan age = clock.GetUtcNow() - (_last?.At ?? DateTimeOffset.MinValue);
        return _last is { } last && last.State == state && age >= TimeSpan.Zero && age < Longest ? last.Updates : null;
    }

    /// <summary>Keeps an answer.</summary>
    public void Keep(string state, IReadOnlyList<PendingUpdate> updates)
    {
        _last = new AptAnswer(state, clock.GetUtcNow(), updates);
        if (file is null)
        {
            return;
        }

        try
        {
            AgentFolder.Write(file, JsonSerializer.Serialize(_last, AgentJson.Default.AptAnswer));
        }
        catch (AgentException)
        {
            // It is asked again after a restart, no more: a full disk must not make a look at the machine fail.
        }
    }

    private AptAnswer? Read()
    {
        try
        {
            return file is not null && File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllText(file), AgentJson.Default.AptAnswer) : null;
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
