using System.Buffers;
using System.Buffers.Binary;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Wire.Dns;

/// <summary>
/// A DNS message (RFC 1035 section 4): its header, its first question and its answers. Header, big-endian: identifier (2 octets),
/// flags (2), counts of questions, answers, authorities and additional records (2 each).
/// </summary>
public sealed record DnsMessage
{
    /// <summary>Most questions passed; multicast DNS asks a few at once, others one.</summary>
    private const int MaxQuestions = 64;

    /// <summary>Most answers kept; later ones are not read.</summary>
    internal const int MaxAnswers = 128;

    private const int HeaderLength = 12;
    private const int ResponseFlag = 0x8000;
    private const int TruncationFlag = 0x0200;
    private const ushort InternetClass = 1;

    /// <summary>A root name, type, class, time to live and data length.</summary>
    private const int ShortestRecord = 11;

    /// <summary>Identifier that a response repeats.</summary>
    public ushort Id { get; private init; }

    /// <summary>Whether this is a response.</summary>
    public bool IsResponse { get; private init; }

    /// <summary>How the query went; meaningful in a response.</summary>
    public DnsResponseCode ResponseCode { get; private init; }

    /// <summary>The name asked for, in lower case without the last dot; "" for the root or when there is no question.</summary>
    public string QuestionName { get; private init; } = "";

    /// <summary>The record type asked for; 0 when there is no question.</summary>
    public DnsRecordType QuestionType { get; private init; }

    /// <summary>Whether all answers could be read, and the sender left none out (TC, RFC 1035 section 4.1.1).</summary>
    public bool HasAllAnswers { get; private init; }

    /// <summary>The answers, as far as they could be read, at most <see cref="MaxAnswers"/>.</summary>
    internal List<DnsAnswer> Answers { get; private init; } = [];

    /// <summary>Reads a message as it stands in a datagram, or behind the length prefix in a TCP stream.</summary>
    /// <param name="data">The message from its header on.</param>
    /// <param name="message">The message; null when not even its questions could be read.</param>
    /// <param name="error">What is wrong, when the result is <see cref="OperationStatus.InvalidData"/>.</param>
    /// <returns>
    /// NeedMoreData when the message ends beyond <paramref name="data"/>; InvalidData when a name contradicts itself or a limit
    /// is passed. With both, the header, question and answers before that place are still given.
    /// </returns>
    public static OperationStatus Read(ReadOnlySpan<byte> data, out DnsMessage? message, out ParseError error)
    {
        message = null;
        error = default;
        if (data.Length < HeaderLength)
        {
            return OperationStatus.NeedMoreData;
        }

        int offset = HeaderLength;
        OperationStatus status = ReadQuestions(data, ref offset, out string name, out DnsRecordType type, out error);
        if (status != OperationStatus.Done)
        {
            return status;
        }

        int flags = BinaryPrimitives.ReadUInt16BigEndian(data[2..]);
        int answerCount = BinaryPrimitives.ReadUInt16BigEndian(data[6..]);
        int most = Math.Min(answerCount, MaxAnswers);
        List<DnsAnswer> answers = new(Math.Min(most, (data.Length - offset) / ShortestRecord));
        status = ReadAnswers(data, offset, most, name, answers, out error);
        message = new DnsMessage
        {
            Id = BinaryPrimitives.ReadUInt16BigEndian(data),
            IsResponse = (flags & ResponseFlag) != 0,
            ResponseCode = (DnsResponseCode)(flags & 0x0F),
            QuestionName = name,
            QuestionType = type,
            HasAllAnswers = status == OperationStatus.Done && answerCount <= MaxAnswers && (flags & TruncationFlag) == 0,
            Answers = answers,
        };
        return status;
    }

    /// <summary>The addresses the answers give for the question, through aliases in whatever order they stand.</summary>
    public IReadOnlyList<IpAddress> ResolvedAddresses()
    {
        HashSet<string>? names = Answers.Exists(answer => answer.Alias is not null) ? Aliases() : null;
        List<IpAddress> addresses = new(Answers.Count);
        foreach (DnsAnswer answer in Answers)
        {
            if (answer.Address is { } address && (names?.Contains(answer.Name) ?? answer.Name == QuestionName))
            {
                addresses.Add(address);
            }
        }

        return addresses;
    }

    /// <summary>The name asked for and all that it is an alias of.</summary>
    private HashSet<string> Aliases()
    {
        HashSet<string> names = new(StringComparer.Ordinal) { QuestionName };
        bool grew = true;
        while (grew)
        {
            grew = false;
            foreach (DnsAnswer answer in Answers)
            {
                grew |= answer.Alias is not null && names.Contains(answer.Name) && names.Add(answer.Alias);
            }
        }

        return names;
    }

    private static OperationStatus ReadQuestions(
        ReadOnlySpan<byte> data, ref int offset, out string name, out DnsRecordType type, out ParseError error)
    {
        name = "";
        type = 0;
        error = default;
        int count = BinaryPrimitives.ReadUInt16BigEndian(data[4..]);
        if (count > MaxQuestions)
        {
            error = new ParseError(ParseErrorKind.LimitExceeded, 4);
            return OperationStatus.InvalidData;
        }

        for (int i = 0; i < count; i++)
        {
            OperationStatus status = DnsName.Read(data, ref offset, out string question, out error);
            if (status != OperationStatus.Done)
            {
                return status;
            }

            if (data.Length - offset < 4)
            {
                return OperationStatus.NeedMoreData;
            }

            if (i == 0)
            {
                name = question;
                type = (DnsRecordType)BinaryPrimitives.ReadUInt16BigEndian(data[offset..]);
            }

            offset += 4;
        }

        return OperationStatus.Done;
    }

    /// <summary>Reads whose record it is. Most often that is a pointer to the question, whose name need not be made again.</summary>
    private static OperationStatus ReadOwner(
        ReadOnlySpan<byte> data, string question, ref int offset, out string name, out ParseError error)
    {
        if (question.Length == 0 || data[offset..] is not [DnsName.PointerBits, HeaderLength, ..])
        {
            return DnsName.Read(data, ref offset, out name, out error);
        }

        name = question;
        error = default;
        offset += 2;
        return OperationStatus.Done;
    }

    /// <summary>Records: name, type (2 octets), class (2), time to live (4), data length (2), data.</summary>
    private static OperationStatus ReadAnswers(
        ReadOnlySpan<byte> data, int offset, int count, string question, List<DnsAnswer> answers, out ParseError error)
    {
        error = default;
        for (int i = 0; i < count; i++)
        {
            OperationStatus status = ReadOwner(data, question, ref offset, out string name, out error);
            if (status != OperationStatus.Done)
            {
                return status;
            }

            SpanReader reader = new(data[offset..]);
            if (!reader.TryReadUInt16(out ushort type)
                || !reader.TryReadUInt16(out ushort recordClass)
                || !reader.TrySkip(sizeof(uint))
                || !reader.TryReadUInt16(out ushort length)
                || reader.Remaining < length)
            {
                return OperationStatus.NeedMoreData;
            }

            int start = offset + reader.Position;
            offset = start + length;
            IpAddress? address = null;
            string? alias = null;
            switch ((DnsRecordType)type, length)
            {
                case (DnsRecordType.A, 4) when recordClass == InternetClass:
                    address = IpAddress.ReadIpv4(data[start..]);
                    break;
                case (DnsRecordType.Aaaa, 16) when recordClass == InternetClass:
                    address = IpAddress.ReadIpv6(data[start..]);
                    break;
                case (DnsRecordType.Cname, _):
                    status = DnsName.Read(data[..offset], ref start, out alias, out error);
                    if (status != OperationStatus.Done)
                    {
                        // The record is all there, so a name that runs past its end is a lie, not a cut.
                        error = status == OperationStatus.InvalidData ? error : new ParseError(ParseErrorKind.BadLength, start);
                        return OperationStatus.InvalidData;
                    }

                    break;
                default:
                    break;
            }

            answers.Add(new DnsAnswer(name, address, alias));
        }

        return OperationStatus.Done;
    }
}
