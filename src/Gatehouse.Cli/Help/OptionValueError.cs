using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;

namespace Gatehouse.Cli.Help;

/// <summary>Says what is wrong with the value of an option in the user's words: the parser's own name types of this program.</summary>
internal static class OptionValueError
{
    private const string PortName = "PORT";

    /// <summary>Describes an error of an option, without a full stop.</summary>
    public static string Describe(ParseError error)
    {
        string message = error.Message.TrimEnd('.');
        if (error.SymbolResult is not OptionResult { Tokens: [{ Value: { } value }, ..] } result || !message.Contains(result.Option.ValueType.ToString(), StringComparison.Ordinal))
        {
            return message;
        }

        Option option = result.Option;
        Type type = Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType;
        return type.IsEnum ? $"{option.Name} '{value}' is not one of {string.Join(", ", Enum.GetNames(type).Select(name => name.ToLowerInvariant()))}"
            : option.HelpName == PortName ? $"{option.Name} '{value}' is no port; give a number from 0 to {IPEndPoint.MaxPort}"
            : $"{option.Name} '{value}' is no number; write for example {option.Name} 10";
    }
}
