using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Server.Administration.Conditions;

/// <summary>An answer in JSON with its tag; 304 when the client has it already.</summary>
/// <param name="value">What is answered.</param>
/// <param name="type">How it is written.</param>
/// <param name="decided">What administrators decide of it; null for all of it.</param>
/// <param name="status">HTTP status.</param>
/// <param name="location">Where what was made can be read; null when nothing was.</param>
/// <typeparam name="T">What is answered.</typeparam>
internal sealed class Answer<T>(T value, JsonTypeInfo<T> type, string? decided = null, int status = StatusCodes.Status200OK, string? location = null) : IResult
{
    private readonly byte[] _body = JsonSerializer.SerializeToUtf8Bytes(value, type);

    /// <summary>The tag of what is answered.</summary>
    public EntityTag Tag => decided is null ? EntityTag.Of(_body) : EntityTag.Of(_body, decided);

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        EntityTag tag = Tag;
        HttpResponse response = httpContext.Response;
        response.Headers.ETag = tag.ToString();
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.Location = location;
        if (HttpMethods.IsGet(httpContext.Request.Method) && tag.IsHeldBy(httpContext.Request))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = _body.Length;
        return response.Body.WriteAsync(_body, httpContext.RequestAborted).AsTask();
    }
}
