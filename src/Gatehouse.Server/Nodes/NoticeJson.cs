using System.Text.Json.Serialization;

namespace Gatehouse.Server.Nodes;

/// <summary>How notices are written.</summary>
[JsonSerializable(typeof(NodeNotice))]
internal sealed partial class NoticeJson : JsonSerializerContext;
