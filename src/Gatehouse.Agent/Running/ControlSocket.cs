using System.Net.Sockets;
using System.Text;
using Gatehouse.Agent.Identity;

namespace Gatehouse.Agent.Running;

/// <summary>
/// Where a running agent takes orders of its own user: a socket in its folder, one word a connection. The only word is <c>check</c>; the answer
/// is one line when the check is over.
/// </summary>
internal sealed class ControlSocket : IDisposable
{
    private const string CheckWord = "check";
    private const int MaxWord = 16;
    private static readonly TimeSpan PatienceWithCaller = TimeSpan.FromSeconds(2);

    private readonly string _path;
    private readonly Socket _listener;

    private ControlSocket(string path, Socket listener)
    {
        _path = path;
        _listener = listener;
    }

    /// <summary>Begins to listen. Whoever holds the agent's lock may: a socket that is there is left over.</summary>
    public static ControlSocket Open(AgentFolder folder)
    {
        Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            File.Delete(folder.ControlSocket);
            listener.Bind(new UnixDomainSocketEndPoint(folder.ControlSocket));
            listener.Listen();
            return new ControlSocket(folder.ControlSocket, listener);
        }
        catch (Exception error) when (error is SocketException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            listener.Dispose();
            throw new AgentException($"{folder.ControlSocket} cannot be opened ({error.Message.TrimEnd('.')}); choose a folder with a shorter path or another owner with --data FOLDER", error);
        }
    }

    /// <summary>Asks a running agent for a check.</summary>
    /// <param name="folder">The agent's folder.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>The agent's line; null when no agent runs there.</returns>
    public static async Task<string?> AskAsync(AgentFolder folder, CancellationToken cancellation)
    {
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(folder.ControlSocket), cancellation);
            using NetworkStream stream = new(socket);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(CheckWord + "\n"), cancellation);
            using StreamReader reader = new(stream);
            return await reader.ReadLineAsync(cancellation);
        }
        catch (Exception error) when (error is SocketException or IOException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Serves callers until cancelled.</summary>
    /// <param name="check">Runs a check and returns the line to answer with.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task ServeAsync(Func<CancellationToken, Task<string>> check, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            using Socket caller = await _listener.AcceptAsync(cancellation);
            try
            {
                await AnswerAsync(caller, check, cancellation);
            }
            catch (Exception error) when (error is SocketException or IOException || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
            {
                // The caller went away, or never said anything; the next one matters as much.
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _listener.Dispose();
        File.Delete(_path);
    }

    private static async Task AnswerAsync(Socket caller, Func<CancellationToken, Task<string>> check, CancellationToken cancellation)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(PatienceWithCaller);
        byte[] word = new byte[MaxWord];
        int length = await caller.ReceiveAsync(word, patience.Token);
        string answer = Encoding.ASCII.GetString(word, 0, length).Trim() == CheckWord ? await check(cancellation) : "unknown word; say check";
        await caller.SendAsync(Encoding.UTF8.GetBytes(answer.ReplaceLineEndings(" ") + "\n"), cancellation);
    }
}
