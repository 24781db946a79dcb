using System.Collections;
using System.Numerics;

namespace Scriban.Runtime.Accessors;

/// <summary>The accessor of each type that a template has met.</summary>
internal sealed class AccessorCache(TemplateContext context)
{
    private readonly Dictionary<Type, ObjectAccessor> _accessors = [];

    public ObjectAccessor For(object target)
    {
        var type = target.GetType();
        if (!_accessors.TryGetValue(type, out var accessor))
        {
            accessor = Create(target, type);
            _accessors.Add(type, accessor);
        }

        return accessor;
    }

    /// <summary>Forgets what was found with another renamer or filter.</summary>
    public void Clear() => _accessors.Clear();

    private ObjectAccessor Create(object target, Type type) => target switch
    {
        string => new StringAccessor(),
        LoopState => new LoopStateAccessor(),
        IScriptObject => target is IList ? new ListAccessor() : new ScriptObjectAccessor(),
        IDictionary => new DictionaryAccessor(),
        decimal or BigInteger => new OpaqueAccessor(),
        _ when type.IsPrimitive => new OpaqueAccessor(),
        _ when TextDictionaryAccessor.TryCreate(type) is { } dictionary => dictionary,
        IList => new ListAccessor(),
        _ => new TypedObjectAccessor(MemberTable.For(type, context.MemberFilter, context.MemberRenamer)),
    };
}
