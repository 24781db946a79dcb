using Scriban.Parsing;

namespace Scriban.Runtime.Accessors;

/// <summary>The members of <c>for</c>, <c>while</c> and <c>tablerow</c>.</summary>
internal sealed class LoopStateAccessor : ObjectAccessor
{
    public override IEnumerable<string> GetMembers(object target) => [];

    public override bool TryGetMember(TemplateContext context, SourceSpan span, object target, string member, out object? value) =>
        ((LoopState)target).TryGet(member, out value);
}
