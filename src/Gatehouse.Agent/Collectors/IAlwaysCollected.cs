namespace Gatehouse.Agent.Collectors;

/// <summary>Marks a collector that also finds what every report has, whatever the plan asks for.</summary>
public interface IAlwaysCollected;
