using System.Buffers;
using Gatehouse.Capture;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Wire.Http;

namespace Gatehouse.Diagnosis.Observation.Http;

/// <summary>Writes HTTP/1 start lines into an <see cref="HttpConversation"/>.</summary>
internal static class HttpObserver
{
    /// <summary>Responses after which a connection is no longer followed: enough for a refusal and its repetition.</summary>
    internal const int ResponsesFollowed = 16;

    /// <summary>Takes octets in order.</summary>
    /// <returns>Whether more are wanted.</returns>
    public static bool Consume(TcpConversation conversation, Side side, ReadOnlySpan<byte> octets, long frame, Timestamp time)
    {
        conversation.Http ??= new HttpConversation();
        return side == Side.Client
            ? Request(conversation.Http, octets, frame, time)
            : Response(conversation, conversation.Http, octets, frame);
    }

    private static bool Request(HttpConversation http, ReadOnlySpan<byte> octets, long frame, Timestamp time)
    {
        if (HttpMessage.LooksLikeRequest(octets)
            && HttpMessage.Read(octets, out HttpMessage? message, out _) == OperationStatus.Done
            && message is { IsRequest: true })
        {
            if (http.Requests++ == 0)
            {
                http.Method = message.Method;
                http.Target = message.Target;
                http.Host = message.Host;
                http.RequestFrame = frame;
                http.RequestTime = time;
            }
        }

        return http.Responses < ResponsesFollowed;
    }

    private static bool Response(TcpConversation conversation, HttpConversation http, ReadOnlySpan<byte> octets, long frame)
    {
        if (HttpMessage.LooksLikeResponse(octets)
            && HttpMessage.Read(octets, out HttpMessage? message, out _) == OperationStatus.Done
            && message is { IsRequest: false, StatusCode: >= 200 })
        {
            http.Responses++;
            http.Status = message.StatusCode;
            http.Reason = message.Reason;
            http.ServerSoftware = message.Server;
            http.ResponseFrame = frame;
            bool isError = message.StatusCode >= 400;
            http.ErrorStatus = isError ? message.StatusCode : 0;
            http.ErrorFrame = isError ? frame : 0;
            if (http.IsConnect && !isError && http.Responses == 1)
            {
                conversation.ClientStream?.Restart();
                conversation.ServerStream?.Restart();
            }
        }

        return http.Responses < ResponsesFollowed;
    }
}
