using Scriban.Parsing;

namespace Scriban.Runtime.Accessors;

/// <summary>The public properties and fields of any .NET object, under their renamed names.</summary>
internal sealed class TypedObjectAccessor(MemberTable members) : ObjectAccessor
{
    public override IEnumerable<string> GetMembers(object target) => members.All.Keys;

    public override bool TryGetMember(TemplateContext context, SourceSpan span, object target, string member, out object? value)
    {
        var exists = members.All.TryGetValue(member, out var found);
        value = found?.GetValue(target);
        return exists;
    }

    public override bool TryGetItem(TemplateContext context, SourceSpan span, object target, object key, out object? value) =>
        members.HasIndexer
            ? throw NotCovered.At(span, $"an index on a value of type {context.GetTypeName(target)}, which has an indexer of its own")
            : base.TryGetItem(context, span, target, key, out value);

    public override bool TrySetMember(TemplateContext context, SourceSpan span, object target, string member, object? value)
    {
        if (!members.All.TryGetValue(member, out var found) || !found.CanWrite)
        {
            return false;
        }

        found.SetValue(target, context.ToObject(span, value, found.Type));
        return true;
    }
}
