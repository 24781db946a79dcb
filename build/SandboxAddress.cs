using System.Text.RegularExpressions;

namespace PlatformAudits.Build;

/// <summary>
/// Where the sandbox of this run listens. It ends with the run, so whoever reads its addresses on the console finds them dead: an issue's
/// stands there as its number, any other with <c>sandbox:</c> in the place of host and port.
/// </summary>
public sealed class SandboxAddress
{
    private string? _base;

    /// <summary>Keeps the address off the console from now on.</summary>
    public void Hide(Uri address) => _base = address.GetLeftPart(UriPartial.Authority);

    /// <summary>A text without it.</summary>
    public string HiddenIn(string text)
    {
        if (_base is not { } hidden || !text.Contains(hidden, StringComparison.Ordinal))
        {
            return text;
        }

        return Regex.Replace(
            Regex.Replace(text, $@"{Regex.Escape(hidden)}/\S*?/-/issues/(?<iid>[0-9]+)(#note_[0-9]+)?", "the sandbox's issue ${iid}"),
            $"{Regex.Escape(hidden)}(?![0-9])",
            "sandbox:"
        );
    }
}
