using System.ComponentModel;

namespace Cake.Common;

/// <summary>Converts the text of arguments and environment variables with the type's own converter and the invariant culture.</summary>
internal static class TextConversion
{
    public static T To<T>(string text) =>
        // Text needs no converter, and looking one up costs more than the rest of a short run.
        typeof(T) == typeof(string) ? (T)(object)text : (T)TypeDescriptor.GetConverter(typeof(T)).ConvertFromInvariantString(text);
}
