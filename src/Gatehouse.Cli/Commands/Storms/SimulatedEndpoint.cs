using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Posture.Verdicts;
using Gatehouse.Protocol;
using Gatehouse.Protocol.Client;

namespace Gatehouse.Cli.Commands.Storms;

/// <summary>One endpoint of a storm. Its node belongs to one worker; identity and session come from elsewhere.</summary>
internal sealed class SimulatedEndpoint : IDisposable
{
    private const int BitsOfNumber = 20;

    // A server that saw an earlier storm would take the same addresses for copies.
    private static readonly long Run = RandomNumberGenerator.GetInt32(1 << BitsOfNumber);

    /// <summary>Makes one without identity.</summary>
    /// <param name="number">Which, from 0.</param>
    /// <param name="source">The address it speaks from.</param>
    /// <param name="socket">Its socket among those of its worker.</param>
    public SimulatedEndpoint(int number, IPAddress source, int socket)
    {
        Number = number;
        Source = source;
        Socket = socket;
        Profile = StormProfile.All[number % StormProfile.All.Count];
        long address = (Run << BitsOfNumber) | (long)number;
        HardwareAddress = string.Create(
            CultureInfo.InvariantCulture,
            $"02:{(address >> 32) & 0xFF:x2}:{(address >> 24) & 0xFF:x2}:{(address >> 16) & 0xFF:x2}:{(address >> 8) & 0xFF:x2}:{address & 0xFF:x2}");
        byte[] random = RandomNumberGenerator.GetBytes(ProtocolLimits.SaltLength + sizeof(ulong));
        Node = new Node(random.AsSpan(0, ProtocolLimits.SaltLength), BinaryPrimitives.ReadUInt64LittleEndian(random.AsSpan(ProtocolLimits.SaltLength)));
    }

    /// <summary>Which, from 0.</summary>
    public int Number { get; }

    /// <summary>The address it speaks from.</summary>
    public IPAddress Source { get; }

    /// <summary>Its socket among those of its worker.</summary>
    public int Socket { get; }

    /// <summary>What is the matter with it.</summary>
    public StormProfile Profile { get; }

    /// <summary>Its own.</summary>
    public string HardwareAddress { get; }

    /// <summary>This start of its agent.</summary>
    public Guid InstanceId { get; } = Guid.NewGuid();

    /// <summary>The protocol.</summary>
    public Node Node { get; }

    /// <summary>Its certificate with the key; null before enrolment.</summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>Session it is on; 0 for none.</summary>
    public ulong SessionId { get; set; }

    /// <summary>The check under way, or the last one.</summary>
    public Guid Exchange { get; set; }

    /// <summary>When that began.</summary>
    public TimeSpan BeganAt { get; set; }

    /// <summary>What the verdict of it must be.</summary>
    public VerdictKind Expected { get; set; }

    /// <summary>Exchanges whose verdict came: what the server must know for ever.</summary>
    public List<Guid> Acknowledged { get; } = [];

    /// <summary>Checks or heartbeats that are still to be done in this phase.</summary>
    public int Left { get; set; }

    /// <summary>Whether something of this phase is under way.</summary>
    public bool IsBusy { get; set; }

    /// <summary>When its turns were due that came while it was busy, the earliest first.</summary>
    public Queue<TimeSpan> Overdue { get; } = [];

    /// <summary>The moment its worker looks at it by itself.</summary>
    public TimeSpan WakesAt { get; set; } = TimeSpan.MaxValue;

    /// <inheritdoc/>
    public void Dispose() => Certificate?.Dispose();
}
