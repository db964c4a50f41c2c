using System.CommandLine;
using Gatehouse.Server.Hosting;

namespace Gatehouse.Cli.Options;

/// <summary>Options that say which server's data is meant.</summary>
internal sealed class ServerPlace
{
    private const int MaxConnectionString = 4_096;

    private readonly Option<string?> _data = new("--data")
    {
        Description = "Folder of CA, keys and database; default: /var/lib/gatehouse/server for root, else ~/.local/share/gatehouse/server",
        HelpName = "FOLDER",
    };

    private readonly Option<string?> _database = new("--database-file")
    {
        Description = "File with the connection string of a PostgreSQL database (Host=…;Database=…;Username=…;Password=…); default: a database in the data folder",
        HelpName = "FILE",
    };

    /// <summary>Adds them to the command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_data);
        command.Add(_database);
    }

    /// <summary>Reads what was given.</summary>
    /// <exception cref="UserError">A value cannot be used.</exception>
    public ServerOptions Read(ParseResult result, Surroundings surroundings) => new()
    {
        DataFolder = OptionValues.Text(result.GetValue(_data), "--data") ?? ServerOptions.DefaultDataFolder(surroundings.Variable),
        Database = result.GetValue(_database) is string file ? ConnectionString(file) : null,
    };

    private static string ConnectionString(string file)
    {
        string text = File.ReadAllText(file);
        return text.Length is > 0 and <= MaxConnectionString
            ? text.Trim()
            : throw new UserError($"{file} holds no connection string of up to {MaxConnectionString} characters; write Host=…;Database=…;Username=…;Password=…");
    }
}
