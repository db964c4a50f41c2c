namespace Gatehouse.Posture.Checks;

/// <summary>What people and files call an item.</summary>
/// <param name="Item">The item.</param>
/// <param name="Name">Its name in policies and documents, in camelCase.</param>
/// <param name="Title">What a user reads: "anti-virus".</param>
/// <param name="Problem">What is wrong when something was found, up to the list of what it was; for items that list findings.</param>
/// <param name="Required">What is required, for items that list findings.</param>
/// <param name="Remedy">What the user does about it: one sentence.</param>
/// <param name="RecheckedOnline">Whether it is looked at again while the endpoint is online, or only at sign-in.</param>
public sealed record CheckItemInfo(
    CheckItem Item, string Name, string Title, string Problem, string Required, string Remedy, bool RecheckedOnline);
