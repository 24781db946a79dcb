using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Runtime.Accessors;

namespace Scriban.Syntax;

/// <summary><c>target[index]</c>. A negative index of a list counts from its end.</summary>
internal sealed class ScriptIndexerExpression(ScriptExpression target, ScriptExpression index) : ScriptExpression, IAssignable
{
    /// <summary>The place of a numbered argument, <c>$0</c>, is written without brackets.</summary>
    public override string ToString() => target.Span.Start == index.Span.Start ? base.ToString() : $"{target}[{index}]";

    /// <summary>It stands behind a <c>?.</c>, so that a missing target is no error.</summary>
    public bool IsConditional { get; } = target is ScriptMemberExpression { IsConditional: true } or ScriptIndexerExpression { IsConditional: true };

    public override object? Evaluate(TemplateContext context)
    {
        var owner = context.Evaluate(target);
        if (owner is null)
        {
            return context.EnableRelaxedTargetAccess || IsConditional
                ? null
                : throw new ScriptRuntimeException(target.Span, $"Object `{target}` is null. Cannot access indexer: {this}");
        }

        var key = context.Evaluate(index);
        if (key is null)
        {
            return context.EnableNullIndexer
                ? null
                : throw new ScriptRuntimeException(index.Span, $"Cannot access target `{target}` with a null indexer: {this}");
        }

        var accessor = context.Accessors.For(owner);
        AssertHasItems(context, accessor, owner, key);
        return accessor is IListAccess list && (key is not string || owner is string)
            ? GetItem(context, list, owner, key)
            : GetMember(context, accessor, owner, key);
    }

    void IAssignable.Assign(TemplateContext context, object? value)
    {
        var owner = context.Evaluate(target)
            ?? throw new ScriptRuntimeException(target.Span, $"Object `{target}` is null. Cannot access indexer: {this}");
        var key = context.Evaluate(index)
            ?? throw new ScriptRuntimeException(index.Span, $"Cannot access target `{target}` with a null indexer: {this}");
        var accessor = context.Accessors.For(owner);
        AssertHasItems(context, accessor, owner, key);
        var isSet = accessor is IListAccess list && key is not string
            ? list.TrySetItem(owner, ToPlace(context, list, owner, key), value)
            : accessor.TrySetMember(context, index.Span, owner, context.ObjectToString(key), value);
        if (!isSet)
        {
            throw owner is ScriptObject
                ? new ScriptRuntimeException(
                    index.Span, $"Cannot set a value for the readonly member `{context.ObjectToString(key)}` in the indexer: {this}")
                : NotCovered.At(index.Span, $"setting `{this}` on a value of type {context.GetTypeName(owner)}");
        }
    }

    private object? GetItem(TemplateContext context, IListAccess list, object owner, object key)
    {
        var place = ToPlace(context, list, owner, key);
        var length = list.GetLength(owner);
        if (place >= 0 && place < length)
        {
            return list.GetItem(owner, place);
        }

        if (!context.EnableRelaxedIndexerAccess)
        {
            throw new ScriptRuntimeException(
                index.Span, $"The index {place} is out of bounds [0, {length}] on the `{target}` with the indexer: {index}");
        }

        // Seen with the package: behind the end of a text is an error even so, before its start is not.
        return owner is string && place >= length
            ? throw new ScriptRuntimeException(
                Span, "Unexpected exception while accessing target expression: Index was outside the bounds of the array.")
            : null;
    }

    private void AssertHasItems(TemplateContext context, ObjectAccessor accessor, object owner, object key)
    {
        if (accessor is OpaqueAccessor)
        {
            context.ToInt(index.Span, key);
            throw new ScriptRuntimeException(target.Span, $"Cannot use the {context.GetTypeName(owner)} primitive `{owner}` as a list.");
        }
    }

    private int ToPlace(TemplateContext context, IListAccess list, object owner, object key)
    {
        var place = context.ToInt(index.Span, key);
        return place < 0 ? list.GetLength(owner) + place : place;
    }

    private object? GetMember(TemplateContext context, ObjectAccessor accessor, object owner, object key)
    {
        if (accessor.TryGetItem(context, index.Span, owner, key, out var value))
        {
            return value;
        }

        return context.EnableRelaxedMemberAccess
            ? null
            : throw new ScriptRuntimeException(index.Span, $"Cannot get member with name {context.ObjectToString(key)}.");
    }
}
