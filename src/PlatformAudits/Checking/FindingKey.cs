using System.Security.Cryptography;
using System.Text;

namespace PlatformAudits.Checking;

/// <summary>
/// What makes a finding the same from run to run: the check and the platform's own id of its subject. Never a name, a date, a count or
/// wording.
/// </summary>
/// <param name="Subject">
/// The account's id, after that of the group where a membership is meant (<c>9970#4000001</c>); for what a teammate lacks, the teammate's
/// e-mail address in lower case.
/// </param>
public readonly record struct FindingKey(string Check, string Subject)
{
    /// <summary>Sixteen hexadecimal digits, where the vendor's own text must not stand.</summary>
    public string Digits => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Check}\n{Subject}")).AsSpan(0, 8));

    /// <summary>Check and subject, such as <c>teammate-has-account:ada@example.com</c>.</summary>
    public override string ToString() => $"{Check}:{Subject}";
}
