using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Gatehouse.Server.Identity;

/// <summary>The names and addresses by which agents reach the server.</summary>
internal sealed class ServerNames
{
    private readonly SortedSet<string> _names = new(StringComparer.OrdinalIgnoreCase) { "localhost" };
    private readonly HashSet<IPAddress> _addresses = [IPAddress.Loopback, IPAddress.IPv6Loopback];

    /// <summary>Collects names.</summary>
    /// <param name="hostName">What the machine calls itself.</param>
    /// <param name="listen">Where the server listens.</param>
    /// <param name="more">Names and addresses the administrator gave.</param>
    public ServerNames(string hostName, IPAddress listen, IEnumerable<string> more)
    {
        Add(hostName);
        if (!listen.Equals(IPAddress.Any) && !listen.Equals(IPAddress.IPv6Any))
        {
            _addresses.Add(listen);
        }

        foreach (string name in more)
        {
            Add(name);
        }
    }

    /// <summary>Whether a text can stand in a certificate: an address, or a DNS name.</summary>
    public static bool IsValid(string name) => IPAddress.TryParse(name, out _) || Uri.CheckHostName(name) == UriHostNameType.Dns;

    /// <summary>The names as a certificate has them.</summary>
    public X509Extension ToExtension()
    {
        SubjectAlternativeNameBuilder builder = new();
        foreach (string name in _names)
        {
            builder.AddDnsName(name);
        }

        foreach (IPAddress address in _addresses)
        {
            builder.AddIpAddress(address);
        }

        return builder.Build();
    }

    /// <summary>Whether a certificate is for all of them.</summary>
    public bool AreCoveredBy(X509Certificate2 certificate)
    {
        X509SubjectAlternativeNameExtension? extension = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        return extension is not null
            && _names.IsSubsetOf(extension.EnumerateDnsNames().ToHashSet(StringComparer.OrdinalIgnoreCase))
            && _addresses.IsSubsetOf(extension.EnumerateIPAddresses());
    }

    private void Add(string name)
    {
        if (IPAddress.TryParse(name, out IPAddress? address))
        {
            _addresses.Add(address);
        }
        else if (IsValid(name))
        {
            _names.Add(name);
        }
    }
}
