using Scriban.Parsing;

namespace Scriban.Runtime.Accessors;

/// <summary>How templates reach into values of one kind.</summary>
internal abstract class ObjectAccessor
{
    public abstract IEnumerable<string> GetMembers(object target);

    public abstract bool TryGetMember(TemplateContext context, SourceSpan span, object target, string member, out object? value);

    public virtual bool TrySetMember(TemplateContext context, SourceSpan span, object target, string member, object? value) => false;

    /// <summary>The item of a key in brackets, which is the member of that name unless the keys are of another type.</summary>
    public virtual bool TryGetItem(TemplateContext context, SourceSpan span, object target, object key, out object? value) =>
        TryGetMember(context, span, target, context.ObjectToString(key), out value);
}
