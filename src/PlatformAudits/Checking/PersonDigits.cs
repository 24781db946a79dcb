using System.Security.Cryptography;
using System.Text;

namespace PlatformAudits.Checking;

/// <summary>What stands for a person where no name and no address may.</summary>
internal static class PersonDigits
{
    /// <summary>Sixteen hexadecimal digits of a hash over the e-mail address in lower case.</summary>
    public static string Of(string email)
    {
#pragma warning disable CA1308 // E-mail addresses are compared in lower case.
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(email.Trim().ToLowerInvariant())).AsSpan(0, 8));
#pragma warning restore CA1308
    }
}
