using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace PlatformAudits.Sandbox.GitLab;

/// <summary>
/// The JSON of a record that never changes, made the first time that it is asked for. It is no part of what the record is: a changed copy
/// has its own, and equality passes over it.
/// </summary>
/// <typeparam name="TKey">What the JSON depends on besides the record.</typeparam>
internal struct KeptJson<TKey> : IEquatable<KeptJson<TKey>>
    where TKey : IEquatable<TKey>
{
    private Made? _made;

    /// <summary>The JSON of a record.</summary>
    /// <param name="record">The record that has this as a field.</param>
    public JRaw Of(object record, TKey key, Func<JObject> make)
    {
        if (_made is not { } made || made.Record != record || !made.Key.Equals(key))
        {
            _made = made = new Made(record, key, make().ToString(Formatting.None));
        }

        return new JRaw(made.Text);
    }

    public readonly bool Equals(KeptJson<TKey> other) => true;

    public override readonly bool Equals(object? obj) => obj is KeptJson<TKey>;

    public override readonly int GetHashCode() => 0;

    private sealed class Made(object record, TKey key, string text)
    {
        public object Record { get; } = record;

        public TKey Key { get; } = key;

        public string Text { get; } = text;
    }
}
