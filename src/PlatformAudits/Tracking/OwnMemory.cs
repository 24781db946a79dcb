using System.Globalization;
using System.Text.RegularExpressions;
using PlatformAudits.Checking;

namespace PlatformAudits.Tracking;

/// <summary>The note in which the program keeps the memory of an audit, as far as it says whose the issue is.</summary>
internal static class OwnMemory
{
    /// <summary>
    /// Whether a note of the program's keeps the memory of an audit for the very issue that it stands on: GitLab copies notes when
    /// somebody clones or moves an issue, and their authors with them.
    /// </summary>
    /// <param name="body">The text of a note whose author is one of the program's accounts.</param>
    public static bool Names(string body, string platform, FiscalPeriod period, int iid) =>
        Regex.IsMatch(
            body,
            $@"\A\s*<!--\s*platform-audits:memory\s+[0-9]{{1,4}}\s+{Regex.Escape(platform)}\s+{period}\s",
            RegexOptions.CultureInvariant
        ) && Regex.IsMatch(body, string.Create(CultureInfo.InvariantCulture, $@"""issue""\s*:\s*{iid}\b"), RegexOptions.CultureInvariant);
}
