using System.Globalization;
using Gatehouse.Server.Problems;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Server.Administration.Paging;

/// <summary>Reads the query of a request against what the route says it may hold; all that is wrong is told at once.</summary>
internal sealed class Query
{
    /// <summary>Entries on a page at most.</summary>
    public const int MaxLimit = 200;

    /// <summary>Entries on a page when nothing is said.</summary>
    public const int DefaultLimit = 50;

    /// <summary>Characters of a text to look for.</summary>
    public const int MaxText = 200;

    private static readonly long MaxMilliseconds = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    private readonly IQueryCollection _values;
    private readonly Dictionary<string, IReadOnlyList<string>> _errors = new(StringComparer.Ordinal);

    /// <summary>Begins to read.</summary>
    public Query(HttpContext context)
    {
        _values = context.Request.Query;
        QueryParameters? known = context.GetEndpoint()?.Metadata.GetMetadata<QueryParameters>();
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues value) in _values)
        {
            QueryParameter? parameter = known?.All.FirstOrDefault(parameter => parameter.Name == name);
            if (parameter is null)
            {
                Refuse(name, $"is not known here; known are {string.Join(", ", known?.All.Select(parameter => parameter.Name) ?? [])}");
            }
            else if (value.Count != 1 || string.IsNullOrEmpty(value[0]))
            {
                Refuse(name, "must be given once, with a value");
            }
            else if (parameter.Choices is { } choices && !choices.Contains(value[0], StringComparer.Ordinal))
            {
                Refuse(name, $"must be one of {string.Join(", ", choices)}");
            }
        }
    }

    /// <summary>What is wrong with the query; null when nothing is.</summary>
    public Problem? Problem => _errors.Count == 0
        ? null
        : new Problem(
            ProblemKind.InvalidRequest,
            $"the query is not valid: {string.Join("; ", _errors.Select(error => $"{error.Key} {error.Value[0]}"))}",
            _errors);

    /// <summary>A text; null when it is not given.</summary>
    public string? Text(string name)
    {
        string? value = _values.TryGetValue(name, out Microsoft.Extensions.Primitives.StringValues values) ? values[0] : null;
        if (value?.Length > MaxText)
        {
            Refuse(name, $"is longer than {MaxText} characters");
        }

        return value;
    }

    /// <summary>A time; null when it is not given.</summary>
    public DateTimeOffset? Time(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (!DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time))
        {
            Refuse(name, "is not a time; write for example 2026-11-22T09:00:00Z");
        }

        return time;
    }

    /// <summary>Entries on a page.</summary>
    public int Limit()
    {
        if (Text(QueryParameter.Limit.Name) is not { } text)
        {
            return DefaultLimit;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int limit) || limit is < 1 or > MaxLimit)
        {
            Refuse(QueryParameter.Limit.Name, $"must be a number from 1 to {MaxLimit}");
            return DefaultLimit;
        }

        return limit;
    }

    /// <summary>The keys after which the page begins; null for the first page.</summary>
    /// <param name="count">Keys the list is sorted by.</param>
    public IReadOnlyList<string>? After(int count)
    {
        string? text = _values.TryGetValue(QueryParameter.Cursor.Name, out Microsoft.Extensions.Primitives.StringValues values) ? values[0] : null;
        IReadOnlyList<string>? keys = text is null ? null : Cursor.Read(text, count);
        if (text is not null && keys is null)
        {
            Refuse(QueryParameter.Cursor.Name, "is none that this server gave; leave it out to begin at the first page");
        }

        return keys;
    }

    /// <summary>The number after which the page begins, for lists sorted by one number; null for the first page.</summary>
    public long? AfterNumber()
    {
        if (After(1) is not { } keys)
        {
            return null;
        }

        if (!long.TryParse(keys[0], NumberStyles.None, CultureInfo.InvariantCulture, out long number))
        {
            Refuse(QueryParameter.Cursor.Name, "is none that this server gave; leave it out to begin at the first page");
        }

        return number;
    }

    /// <summary>The time and id after which the page begins, for lists sorted by both; null for the first page.</summary>
    public (DateTimeOffset At, string Id)? AfterTime()
    {
        if (After(2) is not { } keys)
        {
            return null;
        }

        if (!long.TryParse(keys[0], NumberStyles.None, CultureInfo.InvariantCulture, out long milliseconds) || milliseconds > MaxMilliseconds)
        {
            Refuse(QueryParameter.Cursor.Name, "is none that this server gave; leave it out to begin at the first page");
            return null;
        }

        return (DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), keys[1]);
    }

    private void Refuse(string name, string why) => _errors.TryAdd(name, [why]);
}
