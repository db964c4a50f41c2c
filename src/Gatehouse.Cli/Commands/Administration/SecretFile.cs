using System.CommandLine;

namespace Gatehouse.Cli.Commands.Administration;

/// <summary>A file for a secret that is shown once; only its user can read it, and what is there is never overwritten.</summary>
internal static class SecretFile
{
    /// <summary>The option that names it.</summary>
    public static Option<string?> Option() => new("--token-file") { Description = "Write the secret to this new file, which only you can read; standard output unless given", HelpName = "FILE" };

    /// <summary>Finds out before anything is made whether the file can be.</summary>
    /// <exception cref="UserError">It exists, or its folder does not.</exception>
    public static void Check(string? file)
    {
        if (file is not null && Path.Exists(file))
        {
            throw new UserError($"--token-file '{file}' exists; choose another name, or remove it first");
        }

        if (file is not null && !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file))))
        {
            throw new UserError($"the folder of --token-file '{file}' does not exist; make it first");
        }
    }

    /// <summary>Writes the secret.</summary>
    /// <returns>Whether there is a file to write to.</returns>
    public static bool Write(string? file, string secret)
    {
        if (file is null)
        {
            return false;
        }

        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using StreamWriter writer = new(file, options);
        writer.Write(secret);
        writer.Write('\n');
        return true;
    }
}
