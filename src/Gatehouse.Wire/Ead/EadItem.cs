namespace Gatehouse.Wire.Ead;

/// <summary>One named value of a security-check document: <c>&lt;i n="name"&gt;value&lt;/i&gt;</c>.</summary>
/// <param name="Name">The name, without white space.</param>
/// <param name="Value">The value with entities decoded and line breaks of the paste taken out.</param>
/// <param name="SelfClosed">Whether it was written <c>&lt;i n="name"/&gt;</c>, which is shorter than an empty pair of tags.</param>
public readonly record struct EadItem(string Name, string Value, bool SelfClosed = false);
