namespace Scriban.Runtime.Accessors;

/// <summary>Finds the accessor of types that are dictionaries with text keys and nothing else, as the objects of JSON libraries are.</summary>
internal static class TextDictionaryAccessor
{
    public static ObjectAccessor? TryCreate(Type type)
    {
        var dictionary = type.GetInterfaces().FirstOrDefault(candidate =>
            candidate.IsGenericType
            && candidate.GetGenericTypeDefinition() == typeof(IDictionary<,>)
            && candidate.GenericTypeArguments[0] == typeof(string));
        return dictionary is null
            ? null
            : (ObjectAccessor)Activator.CreateInstance(typeof(TextDictionaryAccessor<>).MakeGenericType(dictionary.GenericTypeArguments[1]))!;
    }
}
