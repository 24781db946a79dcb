using Newtonsoft.Json;

namespace PlatformAudits.Foundation;

/// <summary>
/// Reads JSON that the program has written itself, and refuses what it never writes: a key twice in one object. Most readers take the last
/// of them and some the first, so that two of them may read two different things.
/// </summary>
internal sealed class StrictJsonReader : JsonTextReader
{
    private readonly Stack<HashSet<string>> _names = [];

    public StrictJsonReader(TextReader text)
        : base(text)
    {
        DateParseHandling = DateParseHandling.None;
    }

    /// <exception cref="JsonReaderException">There is no further token that can be read, or a key is there twice.</exception>
    public override bool Read()
    {
        if (!base.Read())
        {
            return false;
        }

        switch (TokenType)
        {
            case JsonToken.StartObject:
                _names.Push(new HashSet<string>(StringComparer.Ordinal));
                break;
            case JsonToken.EndObject:
                _names.Pop();
                break;
            case JsonToken.PropertyName when !_names.Peek().Add((string)Value!):
                throw new JsonReaderException($"The key {Path} is there twice.", Path, LineNumber, LinePosition, null);
        }

        return true;
    }

    /// <summary>Reads one document, and what it holds must be all.</summary>
    /// <param name="isPart">Whether only a part of it is wanted, so that keys which the type does not have are passed over.</param>
    /// <exception cref="JsonException">
    /// It is another kind of data, holds an unknown key or one twice, or there is more behind it.
    /// </exception>
    public static T? Deserialize<T>(TextReader text, int? maxDepth = null, bool isPart = false)
    {
        using var json = new StrictJsonReader(text) { MaxDepth = maxDepth ?? 64 };
        return JsonSerializer
            .Create(
                new JsonSerializerSettings
                {
                    MissingMemberHandling = isPart ? MissingMemberHandling.Ignore : MissingMemberHandling.Error,
                    NullValueHandling = NullValueHandling.Ignore,
                    CheckAdditionalContent = true,
                }
            )
            .Deserialize<T>(json);
    }
}
