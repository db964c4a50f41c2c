namespace Gatehouse.Diagnosis.Tests.Reports.Html;

/// <summary>What a browser made of a page.</summary>
/// <param name="Document">The page as it understood it.</param>
/// <param name="Console">Lines it wrote to its console.</param>
/// <param name="Requests">What the page had it ask the network for.</param>
internal sealed record Visit(string Document, IReadOnlyList<string> Console, IReadOnlyList<string> Requests);
