using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using PlatformAudits.Foundation;

namespace PlatformAudits.Collecting.Credentials;

/// <summary>
/// A secret with the variable that it came from. Its value leaves this class only as a request header, and only towards the host that it
/// belongs to, or in the environment of the program that it belongs to; <see cref="ToString"/> names the variable.
/// </summary>
public sealed class Credential
{
    private readonly string _secret;
    private readonly string _header;
    private readonly string _scheme;
    private ImmutableList<string> _values;

    private Credential(string variable, string secret, string header, string scheme)
    {
        if (PastedSecret.ProblemIn(secret) is { } problem)
        {
            throw new AuditException($"Reading {variable}: {problem}");
        }

        Variable = variable;
        _secret = secret;
        _header = header;
        _scheme = scheme;
        _values = [secret];
        Secrets.Current.Add(secret);
    }

    /// <summary>The environment variable that held the secret, such as <c>CALENDLY_TOKEN</c>.</summary>
    public string Variable { get; }

    /// <summary>How the token is got that goes into the header; null when the secret goes there itself.</summary>
    public TokenGrant? Grant { get; private init; }

    /// <summary>Tells this secret from others, within the process.</summary>
    internal string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_secret)));

    /// <summary>A token that goes into <c>Authorization: Bearer</c>.</summary>
    /// <exception cref="AuditException">The value can't be a header.</exception>
    public static Credential Bearer(string variable, string secret) => new(variable, secret.Trim(), "Authorization", "Bearer ");

    /// <summary>A GitLab token, which goes into <c>PRIVATE-TOKEN</c> (docs.gitlab.com/api/rest/authentication).</summary>
    /// <exception cref="AuditException">The value can't be a header.</exception>
    public static Credential PrivateToken(string variable, string secret) => new(variable, secret.Trim(), "PRIVATE-TOKEN", "");

    /// <summary>A secret that a program is given in its own environment, under the same name.</summary>
    /// <exception cref="AuditException">The value is no token.</exception>
    public static Credential OfChild(string variable, string secret) => new(variable, secret.Trim(), "", "");

    /// <summary>A name and a secret that go into <c>Authorization: Basic</c> (RFC 7617).</summary>
    /// <param name="name">The name, as the vendor wants it before the colon.</param>
    /// <exception cref="AuditException">The value can't be a header.</exception>
    public static Credential Basic(string variable, string name, string secret)
    {
        var trimmed = secret.Trim();
        var value = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name.Trim()}:{trimmed}"));
        Secrets.Current.Add(value);
        return new Credential(variable, trimmed, "Authorization", "Basic ") { _values = [value] };
    }

    /// <summary>An OAuth client that asks for its own access token, which goes into <c>Authorization: Bearer</c>.</summary>
    /// <param name="path">The path of the token endpoint, relative to the base address.</param>
    /// <exception cref="AuditException">The value can't be a secret.</exception>
    public static Credential ClientCredentials(string variable, string clientId, string secret, string path, string scope) =>
        new(variable, secret.Trim(), "Authorization", "Bearer ")
        {
            _values = [],
            Grant = new TokenGrant(path, clientId.Trim(), secret.Trim(), scope),
        };

    /// <summary>A PagerDuty key, which goes into <c>Authorization: Token token=</c> (developer.pagerduty.com, "Authentication").</summary>
    /// <exception cref="AuditException">The value can't be a header.</exception>
    public static Credential PagerDutyKey(string variable, string secret) => new(variable, secret.Trim(), "Authorization", "Token token=");

    /// <summary>The variable's name, never the secret.</summary>
    public override string ToString() => Variable;

    /// <summary>Takes the token that the grant gave; it is sent from now on, and an earlier one is redacted as well.</summary>
    /// <returns>False when no header can carry it.</returns>
    internal bool Accept(string token)
    {
        if (token.Length == 0 || !PastedSecret.CanBeHeader(token))
        {
            return false;
        }

        Secrets.Current.Add(token);
        ImmutableInterlocked.Update(ref _values, values => values.Add(token));
        return true;
    }

    /// <summary>
    /// Puts the header into a request, also into one that is sent again, unless it is the one that asks for the header's value.
    /// </summary>
    internal void AddTo(HttpRequestMessage request)
    {
        if (!TokenGrant.Is(request) && _values is [.., var value])
        {
            request.Headers.Remove(_header);
            request.Headers.TryAddWithoutValidation(_header, _scheme + value);
        }
    }

    /// <summary>Adds the secret to the environment of the program that it belongs to.</summary>
    internal void AddTo(IDictionary<string, string?> environment) => environment[Variable] = _secret;

    internal void RemoveFrom(HttpRequestHeaders headers) => headers.Remove(_header);
}
