namespace Scriban.Runtime;

/// <summary>The list that ranges and most functions make: <c>object.kind</c> and <c>object.typeof</c> tell it from an array, and it has no members.</summary>
internal sealed class ScriptRange(IEnumerable<object?> values) : ScriptArray(values)
{
    public override bool CanWrite(string member) => false;
}
