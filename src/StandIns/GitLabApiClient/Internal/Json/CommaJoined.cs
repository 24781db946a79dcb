using Newtonsoft.Json;

namespace GitLabApiClient.Internal.Json;

/// <summary>Writes a list of labels the way GitLab's issue API takes it: one string, separated by commas.</summary>
internal sealed class CommaJoined : JsonConverter<IList<string>>
{
    public override bool CanRead => false;

    public override void WriteJson(JsonWriter writer, IList<string> value, JsonSerializer serializer) =>
        writer.WriteValue(string.Join(',', value));

    public override IList<string> ReadJson(
        JsonReader reader,
        Type objectType,
        IList<string> existingValue,
        bool hasExistingValue,
        JsonSerializer serializer
    ) => throw new NotSupportedException("Comma-joined labels are only ever sent; GitLab answers with a list.");
}
