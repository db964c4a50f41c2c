using Gatehouse.Capture;
using Gatehouse.Wire;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Observation.Tls;

/// <summary>Writes what one direction says into a <see cref="TlsConversation"/>.</summary>
/// <param name="conversation">The conversation to fill.</param>
/// <param name="side">Who speaks.</param>
/// <param name="certificates">Reads chains, remembering those seen before in the same source.</param>
internal sealed class TlsDirectionObserver(TlsConversation conversation, Side side, ChainReader certificates) : ITlsMessageSink
{
    /// <summary>Application data records of one direction that are looked at before its payload is no longer followed.</summary>
    internal const int ApplicationRecordsFollowed = 4;

    private readonly TlsStream _stream = new();
    private readonly TlsDirection _said = conversation.From(side);
    private long _frame;
    private Timestamp _time = Timestamp.None;

    /// <summary>Octets held back because a message is not complete yet.</summary>
    public int BufferedBytes => _stream.BufferedBytes;

    /// <summary>Takes the next octets in order.</summary>
    /// <returns>Whether more are wanted.</returns>
    public bool Push(ReadOnlySpan<byte> octets, long frame, Timestamp time)
    {
        At(frame, time);
        _stream.Push(octets, this);
        return _said.MalformedFrame == 0 && _said.ApplicationDataRecords < ApplicationRecordsFollowed;
    }

    /// <summary>Says which frame the next messages come from.</summary>
    public void At(long frame, Timestamp time)
    {
        _frame = frame;
        _time = time;
    }

    public void OnClientHello(ClientHello hello)
    {
        if (side == Side.Client && conversation.ClientHello is null)
        {
            conversation.ClientHello = hello;
            conversation.ClientHelloFrame = _frame;
            conversation.ClientHelloTime = _time;
        }
    }

    public void OnServerHello(ServerHello hello)
    {
        if (side != Side.Server)
        {
            return;
        }

        if (hello.IsHelloRetryRequest)
        {
            conversation.HelloRetryFrame = _frame;
        }
        else if (conversation.ServerHello is null)
        {
            conversation.ServerHello = hello;
            conversation.ServerHelloFrame = _frame;
            conversation.ServerHelloTime = _time;
        }
    }

    public void OnCertificate(ReadOnlySpan<byte> body)
    {
        IReadOnlyList<CertificateFacts> chain = certificates.Read(body);
        if (side == Side.Server)
        {
            conversation.Certificates = chain;
            conversation.CertificateFrame = _frame;
        }
        else
        {
            conversation.ClientCertificates = chain;
            conversation.ClientCertificateFrame = _frame;
        }
    }

    public void OnHandshake(HandshakeType type, int length)
    {
        switch (type)
        {
            case HandshakeType.CertificateRequest when side == Side.Server:
                conversation.CertificateRequestFrame = _frame;
                break;
            case HandshakeType.ServerHelloDone when side == Side.Server:
                conversation.ServerHelloDoneFrame = _frame;
                break;
            case HandshakeType.ClientKeyExchange when side == Side.Client:
                conversation.ClientKeyExchangeFrame = _frame;
                break;
            case HandshakeType.Certificate when side == Side.Server:
                conversation.CertificateFrame = _frame;
                break;
            default:
                break;
        }
    }

    public void OnEncryptedHandshake(int recordLength)
    {
        if (_said.EncryptedHandshakeFrame == 0)
        {
            _said.EncryptedHandshakeFrame = _frame;
        }
    }

    public void OnChangeCipherSpec()
    {
        if (_said.ChangeCipherSpecFrame == 0)
        {
            _said.ChangeCipherSpecFrame = _frame;
        }
    }

    public void OnAlert(TlsAlert alert, int recordLength) => conversation.Add(new TlsAlertSeen(_frame, side, alert));

    public void OnApplicationData(int recordLength) => _said.AddApplicationData(recordLength, _frame);

    public void OnMalformed(ParseError error)
    {
        _said.MalformedFrame = _frame;
        _said.MalformedError = error;
    }
}
