using System.CommandLine;
using Gatehouse.Diagnosis.Languages;

namespace Gatehouse.Cli.Options;

/// <summary><c>--lang</c>: the language of a report. Nothing else decides it, so that a report is the same on every machine.</summary>
internal sealed class LanguageOption : Option<Phrasebook>
{
    /// <summary>Makes the option.</summary>
    public LanguageOption()
        : base("--lang")
    {
        HelpName = string.Join('|', Phrasebook.Tags);
        Description = $"Language of the report; {Phrasebook.Tags[0]} unless given. Codes, facts, filters and JSON keys are the same in all";
        DefaultValueFactory = _ => Phrasebook.English;
        CustomParser = argument =>
        {
            string value = argument.Tokens[0].Value;
            if (Phrasebook.Of(value) is { } language)
            {
                return language;
            }

            argument.AddError($"--lang '{value}' is not one of {string.Join(", ", Phrasebook.Tags)}");
            return null;
        };
    }
}
