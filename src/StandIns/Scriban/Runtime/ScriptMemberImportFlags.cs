namespace Scriban.Runtime;

/// <summary>Which kinds of members are imported from an object.</summary>
[Flags]
public enum ScriptMemberImportFlags
{
    Field = 1,
    Property = 2,

    /// <summary>Static methods.</summary>
    Method = 4,
    All = Field | Property | Method,
    MethodInstance = 8,
}
