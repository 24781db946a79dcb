namespace PlatformAudits.Reporting;

/// <summary>The box of a task item (docs.gitlab.com/user/markdown, "Task lists").</summary>
internal enum TaskBox
{
    /// <summary><c>[ ]</c>, or none at all.</summary>
    Empty,

    /// <summary><c>[x]</c>.</summary>
    Ticked,

    /// <summary><c>[~]</c>, which GitLab strikes through.</summary>
    Inapplicable,
}
