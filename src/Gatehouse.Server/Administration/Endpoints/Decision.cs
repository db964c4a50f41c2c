using Gatehouse.Server.Storage;

namespace Gatehouse.Server.Administration.Endpoints;

/// <summary>A decision about who may use an identity.</summary>
/// <param name="Verb">Its name in the route: "approve".</param>
/// <param name="Done">The same when it was done: "approved".</param>
/// <param name="To">The state it leads to.</param>
/// <param name="From">The states it can be made in.</param>
internal sealed record Decision(string Verb, string Done, EndpointState To, IReadOnlyList<EndpointState> From);
