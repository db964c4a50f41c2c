using Dapper;

namespace Gatehouse.Server.Storage;

/// <summary>How rows become values: columns in snake case, times as numbers, UUIDs as text.</summary>
internal static class Mapping
{
    private static readonly Lazy<bool> Applied = new(Apply);

    /// <summary>Applies it, once in a process.</summary>
    public static void Ensure() => _ = Applied.Value;

    private static bool Apply()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        Use(new TimeHandler());
        Use(new GuidHandler());
        return true;
    }

    private static void Use<T>(SqlMapper.TypeHandler<T> handler)
        where T : struct
    {
        // Dapper asks its own table of types first.
        SqlMapper.RemoveTypeMap(typeof(T));
        SqlMapper.RemoveTypeMap(typeof(T?));
        SqlMapper.AddTypeHandler(handler);
    }
}
