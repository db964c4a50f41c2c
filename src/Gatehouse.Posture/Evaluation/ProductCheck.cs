using System.Globalization;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Names;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;
using Gatehouse.Posture.Verdicts;

namespace Gatehouse.Posture.Evaluation;

/// <summary>One of the accepted products is installed, runs, and is new enough.</summary>
internal static class ProductCheck
{
    public static Judgement Check(CheckItem item, ProductRule rule, IReadOnlyList<Product>? installed, DateTimeOffset now)
    {
        string title = CheckItems.Of(item).Title;
        Judgement judgement = new(item, CheckItems.Of(item).Name, CheckOutcome.Unknown, rule) { Required = Required(rule, title) };
        if (installed is null)
        {
            return judgement;
        }

        Product[] accepted = [.. InOrder(rule, installed)];
        if (accepted.Length == 0)
        {
            string others = installed.Count == 0 ? $"no {title} product" : $"only {NameList.Text([.. installed.Select(product => product.Name)])}";
            return Failed(judgement, rule, ProductFailure.NotInstalled, others, $"Install {Names(rule, title)}.");
        }

        Judgement? best = null;
        foreach (Product product in accepted)
        {
            Judgement result = Check(product, judgement, rule, DateOnly.FromDateTime(now.UtcDateTime));
            if (result.Outcome == CheckOutcome.Passed)
            {
                return result;
            }

            bool isRunning = product.Running == true;
            if (best is null || (isRunning && best.Key.EndsWith("/notRunning", StringComparison.Ordinal)))
            {
                best = result;
            }
            else if (result.Outcome == CheckOutcome.Unknown && best.Outcome == CheckOutcome.Failed && !isRunning && product.Running is null)
            {
                best = result;
            }
        }

        return best!;
    }

    private static Judgement Check(Product product, Judgement judgement, ProductRule rule, DateOnly today)
    {
        if (product.Running == false)
        {
            return Failed(judgement, rule, ProductFailure.NotRunning, $"{product.Name} is installed and not running", $"Start {product.Name}.");
        }

        Age engine = Compare(rule.Engine, product.Engine, product.EngineDate, today);
        if (engine == Age.Old)
        {
            string found = $"{product.Name} with engine {Text(product.Engine, product.EngineDate)}";
            return Failed(judgement, rule, ProductFailure.OldEngine, found, $"Upgrade {product.Name}.");
        }

        Age definitions = Compare(rule.Definitions, product.Definitions, product.DefinitionsDate, today);
        if (definitions == Age.Old)
        {
            string found = $"{product.Name} with definitions {Text(product.Definitions, product.DefinitionsDate)}";
            return Failed(judgement, rule, ProductFailure.OldDefinitions, found, $"Update the definitions of {product.Name}.");
        }

        if (product.Running is null)
        {
            return judgement with { Found = $"{product.Name} is installed; whether it runs was not determined" };
        }

        return engine == Age.Unknown || definitions == Age.Unknown
            ? judgement with { Found = $"{product.Name} runs; the age of its {(engine == Age.Unknown ? "engine" : "definitions")} was not determined" }
            : Judgement.Pass(judgement.Item, rule);
    }

    private static Judgement Failed(Judgement judgement, ProductRule rule, ProductFailure failure, string found, string remedy) => judgement with
    {
        Key = $"{judgement.Key}/{CamelCase(failure)}",
        Outcome = CheckOutcome.Failed,
        Found = found,
        Action = rule.Failures.TryGetValue(failure, out PostureAction action) ? action : rule.Action,
        Remedy = remedy,
    };

    private static IEnumerable<Product> InOrder(ProductRule rule, IReadOnlyList<Product> installed) => rule.Products.Count == 0
        ? installed
        : rule.Products.SelectMany(pattern => installed.Where(product => NamePattern.Matches(pattern, product.Name))).Distinct();

    private static Age Compare(VersionRule? rule, string? version, DateOnly? date, DateOnly today)
    {
        if (rule is null)
        {
            return Age.Fine;
        }

        Age minimum = rule.Minimum is not { } wanted ? Age.Fine : AtLeast(wanted, version, date);
        Age recent = rule.WithinDays is not { } days ? Age.Fine
            : (date ?? AsDate(version)) is { } day ? (today.DayNumber - day.DayNumber <= days ? Age.Fine : Age.Old)
            : Age.Unknown;
        return (Age)Math.Max((int)minimum, (int)recent);
    }

    // A minimum that is a date is held against the date of what was found, and a dotted one against its version.
    private static Age AtLeast(string wanted, string? version, DateOnly? date)
    {
        if (AsDate(wanted) is { } day)
        {
            return (date ?? AsDate(version)) is { } found ? (found >= day ? Age.Fine : Age.Old) : Age.Unknown;
        }

        return version is not null && DottedVersion.IsComparable(version)
            ? DottedVersion.Compare(version, wanted) >= 0 ? Age.Fine : Age.Old
            : Age.Unknown;
    }

    private static DateOnly? AsDate(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) ? date : null;

    private static string Text(string? version, DateOnly? date) => (version, date) switch
    {
        (_, { } day) when day == Product.NoDefinitions => "that are missing",
        ({ } text, { } day) => $"{text} of {day:yyyy-MM-dd}",
        (null, { } day) => $"of {day:yyyy-MM-dd}",
        _ => version ?? "unknown",
    };

    private static string Names(ProductRule rule, string title) => rule.Products.Count > 0
        ? string.Join(" or ", rule.Products)
        : $"{(title[0] == 'a' ? "an" : "a")} {title} product";

    private static string Required(ProductRule rule, string title) => $"{Names(rule, title)} running{AgeText("engine", rule.Engine)}{AgeText("definitions", rule.Definitions)}";

    private static string AgeText(string what, VersionRule? rule) =>
        (rule?.Minimum is { } minimum ? $", {what} {minimum} or later" : string.Empty)
        + (rule?.WithinDays is { } days ? $", {what} at most {days} days old" : string.Empty);

    private static string CamelCase(ProductFailure failure)
    {
        string name = failure.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private enum Age
    {
        Fine = 0,
        Unknown = 1,
        Old = 2,
    }
}
