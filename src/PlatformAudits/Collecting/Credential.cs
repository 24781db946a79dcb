using System.Net.Http.Headers;

namespace PlatformAudits.Collecting;

/// <summary>
/// A secret with the variable that it came from. Its value leaves this class only as a request header, and only towards the
/// host that it belongs to (see <see cref="CredentialHandler"/>); <see cref="ToString"/> names the variable.
/// </summary>
public sealed class Credential
{
    private const int ShortestSecret = 8;

    private readonly string _secret;
    private readonly string _header;
    private readonly string _scheme;

    private Credential(string variable, string secret, string header, string scheme)
    {
        if (secret.AsSpan().IndexOfAnyInRange('\0', '\u001f') >= 0 || secret.Any(c => c > '\u007e'))
        {
            throw new AuditException(
                $"Reading {variable}: it holds a line break or another character that no token has; set it again without quotes or blanks around it.");
        }

        Variable = variable;
        _secret = secret;
        _header = header;
        _scheme = scheme;
    }

    /// <summary>The environment variable that held the secret, such as <c>CALENDLY_TOKEN</c>.</summary>
    public string Variable { get; }

    /// <summary>The secret's bytes, for blanking it out of whatever a vendor sends back; none when it is too short to be told from other text.</summary>
    internal byte[] SecretBytes => _secret.Length < ShortestSecret ? [] : System.Text.Encoding.ASCII.GetBytes(_secret);

    /// <summary>A token that goes into <c>Authorization: Bearer</c>.</summary>
    /// <param name="variable">The environment variable.</param>
    /// <param name="secret">Its value.</param>
    /// <exception cref="AuditException">The value can't be a header.</exception>
    public static Credential Bearer(string variable, string secret) => new(variable, secret.Trim(), "Authorization", "Bearer ");

    /// <summary>A GitLab token, which goes into <c>PRIVATE-TOKEN</c> (docs.gitlab.com/api/rest/authentication).</summary>
    /// <param name="variable">The environment variable.</param>
    /// <param name="secret">Its value.</param>
    /// <exception cref="AuditException">The value can't be a header.</exception>
    public static Credential PrivateToken(string variable, string secret) => new(variable, secret.Trim(), "PRIVATE-TOKEN", "");

    /// <summary>The variable's name, never the secret.</summary>
    public override string ToString() => Variable;

    /// <summary>A text with the secret blanked out.</summary>
    internal string BlankedIn(string text) => _secret.Length < ShortestSecret ? text : text.Replace(_secret, "[blanked]", StringComparison.Ordinal);

    /// <summary>Puts the secret into the headers, also into those of a request that is sent again.</summary>
    internal void AddTo(HttpRequestHeaders headers)
    {
        headers.Remove(_header);
        headers.TryAddWithoutValidation(_header, _scheme + _secret);
    }

    internal void RemoveFrom(HttpRequestHeaders headers) => headers.Remove(_header);
}
