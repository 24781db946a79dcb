using System.Collections.Immutable;
using System.Text;

namespace PlatformAudits.Foundation;

/// <summary>
/// The secrets of a run, as far as it has used them. What comes in and what goes out is looked through for them, in every form that
/// <see cref="SecretFinder"/> knows.
/// </summary>
public sealed class Secrets
{
    /// <summary>What stands in a secret's place.</summary>
    public const string Redacted = "[redacted]";

    private const int Shortest = 8;

    private static readonly AsyncLocal<Secrets?> OfRun = new();
    private static readonly Secrets OfProcess = new();
    private static readonly string[] Proxies = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];

    private ImmutableList<string> _values = [];
    private volatile SecretFinder _finder = SecretFinder.None;

    /// <summary>Those of the run that goes on.</summary>
    public static Secrets Current => OfRun.Value ?? OfProcess;

    internal SecretFinder Finder => _finder;

    /// <summary>
    /// Begins a run, unless it is part of one that has begun, with the password of its proxy. All that is awaited from here on shares its
    /// secrets.
    /// </summary>
    /// <param name="environment">Gives an environment variable's value, or null.</param>
    public static void Begin(Func<string, string?> environment)
    {
        var secrets = OfRun.Value ??= new Secrets();
        foreach (var userInfo in Proxies.Select(name => UserInfo(environment(name))))
        {
            secrets.Add(userInfo);
            secrets.Add(Uri.UnescapeDataString(userInfo));
            if (
                Uri.UnescapeDataString(userInfo[(userInfo.IndexOf(':', StringComparison.Ordinal) + 1)..]) is var password
                && !IsWord(password)
            )
            {
                secrets.Add(password);
            }
        }
    }

    /// <summary>Adds a secret; one that is too short to be told from other text is left out.</summary>
    public void Add(string secret)
    {
        if (CanBeTold(secret) && ImmutableInterlocked.Update(ref _values, Added, secret))
        {
            _finder = new SecretFinder(_values);
        }
    }

    /// <summary>Whether a secret, or what is left of it once unescaped, is long enough to be told from other text.</summary>
    internal static bool CanBeTold(string secret) => secret.Length >= Shortest && !string.IsNullOrWhiteSpace(secret);

    /// <summary>A text with the secrets redacted; the same text where there is none in it.</summary>
    public string RedactedIn(string text)
    {
        if (_finder.IsEmpty)
        {
            return text;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        if (_finder.Find(bytes) is not { Count: > 0 } found)
        {
            return text;
        }

        var (redacted, end) = (new StringBuilder(text.Length), 0);
        foreach (var span in found)
        {
            redacted.Append(Encoding.UTF8.GetString(bytes.AsSpan(end, span.Start - end))).Append(Redacted);
            end = span.End;
        }

        return redacted.Append(Encoding.UTF8.GetString(bytes.AsSpan(end))).ToString();
    }

    /// <summary>Whether a text holds a secret.</summary>
    public bool AreIn(string text) => !_finder.IsEmpty && _finder.Find(Encoding.UTF8.GetBytes(text)).Count > 0;

    private static ImmutableList<string> Added(ImmutableList<string> values, string secret) =>
        values.Contains(secret) ? values : values.Add(secret);

    /// <summary>
    /// Whether a password is a word such as <c>calendly</c>, as people choose one: by itself it can't be told from the same word in an
    /// answer.
    /// </summary>
    private static bool IsWord(string password) => password.All(char.IsLetter);

    /// <summary>The user and password of an address, as they stand in it; empty without any.</summary>
    private static string UserInfo(string? address)
    {
        var begin = address?.IndexOf("//", StringComparison.Ordinal) is { } slashes and >= 0 ? slashes + 2 : 0;
        var end = address?.LastIndexOf('@') ?? -1;
        return end > begin ? address![begin..end] : "";
    }
}
