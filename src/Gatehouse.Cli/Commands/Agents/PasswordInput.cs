using System.Text;

namespace Gatehouse.Cli.Commands.Agents;

/// <summary>Reads a password from a file, a pipe or the terminal, where it is not shown; never from an argument, where others could see it.</summary>
internal static class PasswordInput
{
    private const string StandardInput = "-";
    private const int MaxLength = 1024;

    /// <summary>Reads it.</summary>
    /// <param name="file">File whose first line it is, - for standard input; null asks on the terminal, or reads a line where there is none.</param>
    /// <param name="user">For whom.</param>
    /// <param name="surroundings">Where to ask.</param>
    /// <exception cref="UserError">There is none.</exception>
    public static async Task<string> ReadAsync(string? file, string user, Surroundings surroundings)
    {
        if (file is null && !Console.IsInputRedirected)
        {
            return await AskAsync(user, surroundings);
        }

        using TextReader reader = file is null or StandardInput ? new StreamReader(Console.OpenStandardInput()) : File.OpenText(file);
        return await reader.ReadLineAsync(surroundings.Cancellation) is { Length: > 0 } password ? password : throw Nothing();
    }

    private static async Task<string> AskAsync(string user, Surroundings surroundings)
    {
        surroundings.Error.Write($"Password of {user}: ");
        StringBuilder password = new();
        try
        {
            while (await KeyAsync(surroundings.Cancellation) is { Key: not ConsoleKey.Enter } key)
            {
                if (key.Key == ConsoleKey.Backspace)
                {
                    password.Length = Math.Max(0, password.Length - 1);
                }
                else if (!char.IsControl(key.KeyChar) && password.Length < MaxLength)
                {
                    password.Append(key.KeyChar);
                }
            }
        }
        finally
        {
            surroundings.Error.WriteLine();
        }

        return password.Length > 0 ? password.ToString() : throw Nothing();
    }

    // Nothing ends a wait for a key; whoever presses Ctrl-C is not made to wait for one. The runtime gives the terminal its echo back at the end.
    private static Task<ConsoleKeyInfo> KeyAsync(CancellationToken cancellation) =>
        Task.Run(() => Console.ReadKey(intercept: true), cancellation).WaitAsync(cancellation);

    private static UserError Nothing() => new("no password was given; type it, or write it as the first line of the file or of standard input");
}
