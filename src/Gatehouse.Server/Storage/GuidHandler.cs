using System.Data;
using Dapper;

namespace Gatehouse.Server.Storage;

/// <summary>UUIDs are kept as text in lower case, which reads alike in every dialect and in the logs.</summary>
internal sealed class GuidHandler : SqlMapper.TypeHandler<Guid>
{
    /// <inheritdoc/>
    public override Guid Parse(object value) => Guid.Parse((string)value);

    /// <inheritdoc/>
    public override void SetValue(IDbDataParameter parameter, Guid value)
    {
        parameter.DbType = DbType.String;
        parameter.Value = value.ToString();
    }
}
