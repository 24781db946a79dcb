using System.Collections;
using Scriban.Parsing;

namespace Scriban.Runtime.Accessors;

/// <summary>The entries of a dictionary; their keys are not renamed.</summary>
internal sealed class DictionaryAccessor : ObjectAccessor
{
    public override IEnumerable<string> GetMembers(object target) => ((IDictionary)target).Keys.Cast<object>().Select(key => key.ToString()!);

    public override bool TryGetMember(TemplateContext context, SourceSpan span, object target, string member, out object? value) =>
        TryGetEntry(target, member, out value);

    public override bool TryGetItem(TemplateContext context, SourceSpan span, object target, object key, out object? value) =>
        TryGetEntry(target, key, out value) || base.TryGetItem(context, span, target, key, out value);

    public override bool TrySetMember(TemplateContext context, SourceSpan span, object target, string member, object? value)
    {
        var dictionary = (IDictionary)target;
        if (dictionary.IsReadOnly)
        {
            return false;
        }

        dictionary[member] = value;
        return true;
    }

    private static bool TryGetEntry(object target, object key, out object? value)
    {
        var dictionary = (IDictionary)target;
        var exists = dictionary.Contains(key);
        value = exists ? dictionary[key] : null;
        return exists;
    }
}
