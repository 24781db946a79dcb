using System.Net;
using PlatformAudits.Foundation;

namespace PlatformAudits.Collecting.Http;

/// <summary>Where credentials may go: by https anywhere, by plain http to this machine.</summary>
internal static class Addresses
{
    /// <summary>The environment variable that lets credentials go by plain http to the hosts that a base address names.</summary>
    public const string AllowHttp = "AUDITS_ALLOW_HTTP";

    /// <summary>The base address that a variable holds.</summary>
    /// <param name="environment">Gives an environment variable's value, or null.</param>
    /// <param name="warn">Is told where the address is a plain one of another machine, as a sentence; null where somebody else is.</param>
    /// <exception cref="AuditException">
    /// It is no absolute address, holds a user, a query or a fragment, or anybody on the way could read what goes there.
    /// </exception>
    public static Uri Base(string variable, Func<string, string?> environment, Uri fallback, Action<string>? warn = null)
    {
        if (environment(variable)?.Trim() is not { Length: > 0 } value)
        {
            return fallback;
        }

        if (
            !Uri.TryCreate(value, UriKind.Absolute, out var address)
            || address.Scheme is not ("https" or "http")
            || address is not { UserInfo: "", Query: "", Fragment: "" }
        )
        {
            throw new AuditException(
                $"Reading {variable}: it must be an address such as {fallback}, without a user, a query or a fragment.",
                FailureKind.ConfigurationOrInfrastructure
            );
        }

        EnsureSafe(variable, address, environment, warn);
        return address;
    }

    /// <summary>Refuses plain http to another machine, unless it is allowed.</summary>
    /// <param name="environment">Gives an environment variable's value, or null.</param>
    /// <param name="warn">Is told where it is allowed, as a sentence; null where somebody else is.</param>
    /// <exception cref="AuditException">Anybody on the way could read what goes there.</exception>
    public static void EnsureSafe(string variable, Uri address, Func<string, string?> environment, Action<string>? warn = null)
    {
        if (address.Scheme == Uri.UriSchemeHttps || IsLoopback(address))
        {
            return;
        }

        if (!"true".Equals(environment(AllowHttp)?.Trim(), StringComparison.OrdinalIgnoreCase))
        {
            throw new AuditException(
                $"Reading {variable}: it begins with http://, so anybody on the way to {address.Host} could read the credential; nothing "
                    + $"was sent. Write https://, or set {AllowHttp}=true where the way is safe.",
                FailureKind.ConfigurationOrInfrastructure
            );
        }

        warn?.Invoke($"{variable} begins with http://: the credential goes to {address.Host} as plain text, because {AllowHttp} is true.");
    }

    /// <summary>
    /// Whether an address is on this machine. Of a name below <c>localhost</c>, only whoever answers for names can tell.
    /// </summary>
    public static bool IsLoopback(Uri address) =>
        address.IdnHost.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(address.IdnHost.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
