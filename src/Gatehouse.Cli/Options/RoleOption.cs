using System.CommandLine;
using Gatehouse.Contracts.Administration;

namespace Gatehouse.Cli.Options;

/// <summary><c>--role</c> of an API token; must be given.</summary>
internal sealed class RoleOption : Option<ApiRole>
{
    /// <summary>Makes the option.</summary>
    public RoleOption()
        : base("--role")
    {
        string[] names = [.. Enum.GetNames<ApiRole>().Select(name => name.ToLowerInvariant())];
        HelpName = string.Join('|', names);
        Description = "What its holder may do";
        Required = true;
        CustomParser = argument =>
        {
            string value = argument.Tokens[0].Value;
            if (Array.IndexOf(names, value) < 0)
            {
                argument.AddError($"--role '{value}' is not one of {string.Join(", ", names)}");
                return default;
            }

            return Enum.Parse<ApiRole>(value, ignoreCase: true);
        };
    }
}
