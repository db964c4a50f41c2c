namespace Gatehouse.Diagnosis.Paths.Fates;

/// <summary>Joins conversations of different vantage points that carry the same packets.</summary>
internal sealed class FlowGroups
{
    private readonly int[] _first;
    private readonly int[] _parents;

    public FlowGroups(IReadOnlyList<VantagePoint> path)
    {
        _first = new int[path.Count + 1];
        for (int i = 0; i < path.Count; i++)
        {
            _first[i + 1] = _first[i] + path[i].Index.Flows.Count;
        }

        _parents = [.. Enumerable.Range(0, _first[^1])];
    }

    /// <summary>The group of a conversation.</summary>
    /// <param name="place">Place of the vantage point on the path.</param>
    /// <param name="flow">Number of the conversation there.</param>
    public int Of(int place, int flow)
    {
        int node = _first[place] + flow;
        while (_parents[node] != node)
        {
            _parents[node] = _parents[_parents[node]];
            node = _parents[node];
        }

        return node;
    }

    /// <summary>Says that two conversations are the same.</summary>
    public void Join(int place, int flow, int otherPlace, int otherFlow)
    {
        int one = Of(place, flow);
        int other = Of(otherPlace, otherFlow);
        _parents[Math.Max(one, other)] = Math.Min(one, other);
    }
}
