using PlatformAudits.Checking;

namespace PlatformAudits.Reporting;

/// <summary>
/// Whose a finding is, as a hidden mark in the issue keeps it, so that the issue alone tells whom to ask. People are digits of a hash:
/// the mark names nobody.
/// </summary>
/// <param name="Person">The teammate, see <see cref="PersonOf"/>; null when it is nobody's.</param>
/// <param name="Manager">The teammate's manager when the finding was last seen, so that it is known after the teammate has left; null
/// when there is none.</param>
/// <param name="LastSignIn">The month of the account's last sign-in, such as <c>2026-10</c>; null when the vendor does not tell
/// it.</param>
internal sealed record FindingSubject(string Check, string? Person, string? Manager, string? LastSignIn)
{
    internal const string Unknown = "-";

    /// <summary>The mark.</summary>
    public string Mark => $"<!-- s:{Check}:{Person ?? Unknown}:{Manager ?? Unknown}:{LastSignIn ?? Unknown} -->";

    /// <inheritdoc cref="PersonDigits.Of"/>
    public static string PersonOf(string email) => PersonDigits.Of(email);
}
