using System.CommandLine;

namespace Gatehouse.Cli.Options;

/// <summary><c>--format</c> with the formats of one command; the first one is the default.</summary>
/// <typeparam name="T">The formats, named as the user writes them but for case.</typeparam>
internal sealed class FormatOption<T> : Option<T>
    where T : struct, Enum
{
    /// <summary>Makes the option.</summary>
    public FormatOption()
        : base("--format")
    {
        string[] names = [.. Enum.GetNames<T>().Select(name => name.ToLowerInvariant())];
        HelpName = string.Join('|', names);
        Description = $"Format of the output; {names[0]} unless given";
        CustomParser = argument =>
        {
            string value = argument.Tokens[0].Value;
            if (Array.IndexOf(names, value) < 0)
            {
                argument.AddError($"--format '{value}' is not one of {string.Join(", ", names)}");
                return default;
            }

            return Enum.Parse<T>(value, ignoreCase: true);
        };
    }
}
