using Scriban.Parsing;

namespace Scriban.Runtime.Accessors;

/// <summary>The size and the characters of a text.</summary>
internal sealed class StringAccessor : ObjectAccessor, IListAccess
{
    public override IEnumerable<string> GetMembers(object target) => ["size"];

    public override bool TryGetMember(TemplateContext context, SourceSpan span, object target, string member, out object? value)
    {
        value = member == "size" ? ((string)target).Length : null;
        return value is not null;
    }

    public int GetLength(object target) => ((string)target).Length;

    public object? GetItem(object target, int index) => ((string)target)[index].ToString();

    public bool TrySetItem(object target, int index, object? value) => false;
}
