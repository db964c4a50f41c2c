using System.CommandLine;
using Gatehouse.Cli.Administration;
using Gatehouse.Server.Hosting;

namespace Gatehouse.Cli.Options;

/// <summary>Options of every command that asks a server: where it is, how to recognise it, and who asks.</summary>
internal sealed class ConnectionOptions
{
    private const string DefaultServer = "https://localhost:4343";
    private const string TokenFile = "admin.token";
    private const string SystemFolder = "/var/lib/gatehouse/server";
    private const int MaxToken = 1_024;

    private readonly Option<string?> _server = new("--server")
    {
        Description = $"The server; {DefaultServer} unless given (also GATEHOUSE_SERVER)",
        HelpName = "URL",
        Recursive = true,
    };

    private readonly Option<string?> _data = new("--data")
    {
        Description = "Data folder of a server on this machine, with its trust anchors and its administrator's token (also GATEHOUSE_DATA)",
        HelpName = "FOLDER",
        Recursive = true,
    };

    private readonly Option<string?> _authority = new("--ca")
    {
        Description = "Certificates that the server's must come from, in PEM; those of the data folder unless given",
        HelpName = "FILE",
        Recursive = true,
    };

    private readonly Option<string?> _token = new("--api-token-file")
    {
        Description = "File with the API token; that of the data folder unless given (also GATEHOUSE_API_TOKEN_FILE)",
        HelpName = "FILE",
        Recursive = true,
    };

    /// <summary>Adds them to a command and those below it.</summary>
    public void AddTo(Command command)
    {
        command.Add(_server);
        command.Add(_data);
        command.Add(_authority);
        command.Add(_token);
    }

    /// <summary>Reads what was given.</summary>
    /// <exception cref="UserError">A value cannot be understood, or a file is missing.</exception>
    public ServerConnection Read(ParseResult result, Surroundings surroundings)
    {
        string text = result.GetValue(_server) ?? Set(surroundings, "GATEHOUSE_SERVER") ?? DefaultServer;
        text = text.Contains("://", StringComparison.Ordinal) ? text : $"https://{text}";
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? server) || server.Scheme != Uri.UriSchemeHttps || server.PathAndQuery != "/" || server.UserInfo.Length > 0)
        {
            throw new UserError($"--server '{text}' is no address of a server; write for example --server https://gate.example.org:4343");
        }

        string folder = result.GetValue(_data) ?? Set(surroundings, "GATEHOUSE_DATA") ?? ServerOptions.DefaultDataFolder(surroundings.Variable);
        TrustAnchors anchors = (result.GetValue(_authority) is { } file ? TrustAnchors.FromFile(file) : TrustAnchors.FromFolder(folder))
            ?? throw NoAnchors(folder, isDefault: folder == ServerOptions.DefaultDataFolder(surroundings.Variable));
        string tokenFile = result.GetValue(_token) ?? Set(surroundings, "GATEHOUSE_API_TOKEN_FILE") ?? Path.Combine(folder, TokenFile);
        return new ServerConnection(server, anchors, ReadToken(tokenFile));
    }

    // Somebody who is not root looks into a folder of his own when he names none, and the server of the machine is elsewhere.
    private static UserError NoAnchors(string folder, bool isDefault) => new(isDefault && folder != SystemFolder && Directory.Exists(SystemFolder)
        ? $"there are no trust anchors in '{folder}', but the server of this machine has its folder in {SystemFolder}: run this as root (sudo), or name the server's certificates with --ca and a token with --api-token-file"
        : $"there are no trust anchors in '{folder}'; name the server's data folder with --data, or its certificates with --ca and a token with --api-token-file");

    private static string? Set(Surroundings surroundings, string name) => surroundings.Variable(name) is { Length: > 0 } value ? value : null;

    private static string ReadToken(string file)
    {
        try
        {
            FileInfo info = new(file);
            string token = info.Length <= MaxToken ? File.ReadAllText(file).Trim() : string.Empty;
            return token.Length > 0 && token.All(character => character is > ' ' and <= '~')
                ? token
                : throw new UserError($"'{file}' holds no API token; give the file that `gatehouse api-token create` wrote with --api-token-file");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"the API token '{file}' cannot be read; run this as the user of the server, or give a token of your own with --api-token-file");
        }
    }
}
