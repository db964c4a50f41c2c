namespace Gatehouse.Posture.Reports;

/// <summary>The operating system of an endpoint. Texts that are not known are empty.</summary>
/// <param name="Id">Short name as in os-release: "debian", "windows".</param>
/// <param name="Name">For people: "Debian GNU/Linux 12 (bookworm)"; on Windows the edition and service pack.</param>
/// <param name="Version">Dotted version: "12.8", "10.0".</param>
/// <param name="Build">Kernel or build with its revision: "6.1.0-28-amd64", "19045.4780".</param>
/// <param name="Locale">Language: "en_US.UTF-8"; on Windows the number, "0x0804".</param>
public sealed record OperatingSystem(string Id, string Name, string Version, string Build, string Locale);
