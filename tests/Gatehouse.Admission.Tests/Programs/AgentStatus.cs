using System.Text.Json;

namespace Gatehouse.Admission.Tests.Programs;

/// <summary>What an agent writes of itself into its data folder.</summary>
internal static class AgentStatus
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Waits until its status fulfils something.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="isMeant">What.</param>
    /// <param name="seconds">For how long at most.</param>
    public static async Task<JsonElement> BecomesAsync(string folder, Func<JsonElement, bool> isMeant, int seconds)
    {
        JsonElement status = default;
        string file = Path.Combine(folder, "status.json");
        for (TimeSpan waited = TimeSpan.Zero; waited.TotalSeconds < seconds; waited += Pause)
        {
            if (File.Exists(file) && isMeant(status = JsonElement.Parse(await File.ReadAllTextAsync(file))))
            {
                return status;
            }

            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }

        Assert.Fail($"status stays {status}\n{Log(folder)}");
        return status;
    }

    /// <summary>Its log.</summary>
    public static string Log(string folder) => File.ReadAllText(Path.Combine(folder, "agent.log"));
}
