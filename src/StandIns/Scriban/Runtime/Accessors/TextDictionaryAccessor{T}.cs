using Scriban.Parsing;

namespace Scriban.Runtime.Accessors;

/// <summary>The entries of a generic dictionary with text keys.</summary>
internal sealed class TextDictionaryAccessor<T> : ObjectAccessor
{
    public override IEnumerable<string> GetMembers(object target) => ((IDictionary<string, T>)target).Keys;

    public override bool TryGetMember(TemplateContext context, SourceSpan span, object target, string member, out object? value)
    {
        var exists = ((IDictionary<string, T>)target).TryGetValue(member, out var item);
        value = item;
        return exists;
    }

    public override bool TrySetMember(TemplateContext context, SourceSpan span, object target, string member, object? value)
    {
        ((IDictionary<string, T>)target)[member] = context.ToObject<T>(span, value);
        return true;
    }
}
