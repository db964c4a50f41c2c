using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gatehouse.Tests.Common;

/// <summary>
/// Validates against the keywords of JSON Schema 2020-12 that the schemas in docs use; any other keyword is an error, so
/// that the schema cannot come to say more than is checked. Properties the schema does not describe are errors too.
/// </summary>
public sealed class SchemaValidator(JsonElement schema)
{
    private static readonly HashSet<string> Annotations = ["$schema", "$id", "$defs", "title", "description"];

    private readonly List<string> _errors = [];

    /// <summary>What is wrong with <paramref name="document"/>; empty when it is valid.</summary>
    public IReadOnlyList<string> Validate(JsonElement document)
    {
        _errors.Clear();
        Check(schema, document, "$");
        return [.. _errors];
    }

    private static bool IsOfType(JsonElement types, JsonElement value) => types.ValueKind == JsonValueKind.Array
        ? types.EnumerateArray().Any(type => HasType(type.GetString()!, value))
        : HasType(types.GetString()!, value);

    private static bool HasType(string type, JsonElement value) => type switch
    {
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "null" => value.ValueKind == JsonValueKind.Null,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => value.ValueKind.ToString().Equals(type, StringComparison.OrdinalIgnoreCase),
    };

    private void Check(JsonElement rules, JsonElement value, string path)
    {
        foreach (JsonProperty rule in rules.EnumerateObject().Where(rule => !Annotations.Contains(rule.Name)))
        {
            switch (rule.Name)
            {
                case "$ref":
                    Check(Resolve(rule.Value.GetString()!), value, path);
                    break;
                case "type":
                    Require(IsOfType(rule.Value, value), path, $"is not of type {rule.Value}");
                    break;
                case "const":
                    Require(JsonElement.DeepEquals(rule.Value, value), path, $"is not {rule.Value}");
                    break;
                case "enum":
                    Require(rule.Value.EnumerateArray().Any(choice => JsonElement.DeepEquals(choice, value)), path, $"is none of {rule.Value}");
                    break;
                case "minimum":
                    Require(value.ValueKind != JsonValueKind.Number || value.GetDouble() >= rule.Value.GetDouble(), path, $"is below {rule.Value}");
                    break;
                case "maximum":
                    Require(value.ValueKind != JsonValueKind.Number || value.GetDouble() <= rule.Value.GetDouble(), path, $"is above {rule.Value}");
                    break;
                case "pattern":
                    Require(value.ValueKind != JsonValueKind.String || Matches(rule.Value, value), path, $"does not match {rule.Value}");
                    break;
                case "oneOf":
                    Require(rule.Value.EnumerateArray().Count(choice => IsValid(choice, value)) == 1, path, "does not match exactly one choice");
                    break;
                case "required":
                    Each(rule.Value, name => Require(value.ValueKind != JsonValueKind.Object || value.TryGetProperty(name.GetString()!, out _), path, $"lacks {name}"));
                    break;
                case "items" when value.ValueKind == JsonValueKind.Array:
                    Each(value, item => Check(rule.Value, item, path + "[]"));
                    break;
                case "properties" when value.ValueKind == JsonValueKind.Object:
                    Properties(rule.Value, value, path);
                    break;
                case "additionalProperties" when value.ValueKind == JsonValueKind.Object:
                    foreach (JsonProperty property in value.EnumerateObject())
                    {
                        Check(rule.Value, property.Value, $"{path}.{property.Name}");
                    }

                    break;
                case "items" or "properties" or "additionalProperties":
                    break;
                default:
                    _errors.Add($"the schema uses {rule.Name}, which is not checked");
                    break;
            }
        }
    }

    private void Properties(JsonElement described, JsonElement value, string path)
    {
        foreach (JsonProperty property in value.EnumerateObject())
        {
            if (described.TryGetProperty(property.Name, out JsonElement rules))
            {
                Check(rules, property.Value, $"{path}.{property.Name}");
            }
            else
            {
                _errors.Add($"{path}.{property.Name} is not described");
            }
        }
    }

    private bool IsValid(JsonElement rules, JsonElement value) => new SchemaValidator(schema).CheckAlone(rules, value);

    private bool CheckAlone(JsonElement rules, JsonElement value)
    {
        Check(rules, value, "$");
        return _errors.Count == 0;
    }

    private JsonElement Resolve(string reference) => schema.GetProperty("$defs").GetProperty(reference["#/$defs/".Length..]);

    private void Require(bool condition, string path, string problem)
    {
        if (!condition)
        {
            _errors.Add($"{path} {problem}");
        }
    }

    private static bool Matches(JsonElement pattern, JsonElement value) =>
        Regex.IsMatch(value.GetString()!, pattern.GetString()!, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private static void Each(JsonElement list, Action<JsonElement> action)
    {
        foreach (JsonElement item in list.EnumerateArray())
        {
            action(item);
        }
    }
}
