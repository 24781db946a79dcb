using System.Collections.Concurrent;
using System.Reflection;

namespace Scriban.Runtime.Accessors;

/// <summary>The public instance properties and fields of a type by the names that templates use.</summary>
internal sealed class MemberTable
{
    private static readonly ConcurrentDictionary<Type, MemberTable> Standard = new();

    private MemberTable(Type type, MemberFilterDelegate? filter, MemberRenamerDelegate renamer)
    {
        var all = new Dictionary<string, VisibleMember>(StringComparer.Ordinal);
        foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Instance).Where(field => IsVisible(field, filter)))
        {
            all.TryAdd(renamer(field), new VisibleMember(field));
        }

        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0 && IsVisible(property, filter))
            {
                all.TryAdd(renamer(property), new VisibleMember(property));
            }
        }

        All = all;
        HasIndexer = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Any(property => property.GetIndexParameters().Length > 0);
    }

    public IReadOnlyDictionary<string, VisibleMember> All { get; }

    public bool HasIndexer { get; }

    public static MemberTable For(Type type, MemberFilterDelegate? filter, MemberRenamerDelegate renamer) =>
        filter is null && renamer == StandardMemberRenamer.Default
            ? Standard.GetOrAdd(type, key => new MemberTable(key, null, StandardMemberRenamer.Default))
            : new MemberTable(type, filter, renamer);

    public static bool IsVisible(MemberInfo member, MemberFilterDelegate? filter) =>
        !member.IsDefined(typeof(ScriptMemberIgnoreAttribute)) && filter?.Invoke(member) is not false;
}
