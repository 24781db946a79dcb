using System.Text;
using System.Text.Unicode;
using PlatformAudits.Collecting.Json;
using PlatformAudits.Collecting.Recording;

namespace PlatformAudits.Collecting.Http;

/// <summary>What a body must be to be read: as it was asked for, UTF-8, and not endless.</summary>
internal static class WholeBody
{
    /// <summary>The longest body that is read at once.</summary>
    public const int ByteLimit = 64 * 1024 * 1024;

    /// <summary>What to do about a body that somebody has changed on its way, as a sentence.</summary>
    public const string Advice = "Look at what stands between, such as a proxy, and let it pass answers on as they are; then run again.";

    /// <summary>The encoding of a body, such as <c>gzip</c>, though none was asked for; null without any.</summary>
    public static string? EncodingOf(HttpResponseMessage response) =>
        response.Content.Headers.ContentEncoding.FirstOrDefault(e => !e.Equals("identity", StringComparison.OrdinalIgnoreCase))
            is { } named
            ? new string([.. named.Take(20).Where(char.IsAsciiLetterOrDigit)])
            : null;

    /// <summary>What is wrong with such a body, as a clause.</summary>
    public static string Encoded(string encoding) =>
        $"the answer came with the content encoding {encoding}, which was not asked for, so it was not read";

    /// <summary>Reads a body to its end.</summary>
    /// <exception cref="BadAnswerException">It is too long, or not UTF-8.</exception>
    public static async Task<string> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using var whole = new MemoryStream();
        await using var body = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[16 * 1024];
        for (int count; (count = await body.ReadAsync(buffer, cancellationToken)) > 0; )
        {
            whole.Write(buffer, 0, count);
            if (whole.Length > ByteLimit)
            {
                throw new BadAnswerException(BodyLimits.TooLong(ByteLimit));
            }
        }

        var bytes = whole.GetBuffer().AsSpan(0, (int)whole.Length);
        return Utf8.IsValid(bytes) && !bytes.Contains((byte)0)
            ? Encoding.UTF8.GetString(bytes)
            : throw new BadAnswerException(Utf8Check.Problem);
    }
}
