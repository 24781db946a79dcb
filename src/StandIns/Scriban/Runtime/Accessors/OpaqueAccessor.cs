using Scriban.Parsing;

namespace Scriban.Runtime.Accessors;

/// <summary>A value without members, such as a number.</summary>
internal sealed class OpaqueAccessor : ObjectAccessor
{
    public override IEnumerable<string> GetMembers(object target) => [];

    public override bool TryGetMember(TemplateContext context, SourceSpan span, object target, string member, out object? value)
    {
        value = null;
        return false;
    }
}
