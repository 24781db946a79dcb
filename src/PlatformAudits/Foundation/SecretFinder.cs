using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace PlatformAudits.Foundation;

/// <summary>
/// Finds secrets in a text, whoever has encoded it: in any letter case; behind escapes of JSON, JavaScript, Markdown, HTML and addresses,
/// several of them over one another; and within base64 and hexadecimal digits, wherever these begin and their lines end, and whatever
/// keeps the hexadecimal ones apart. It works on UTF-8.
/// </summary>
internal sealed class SecretFinder
{
    /// <summary>So often may a text be escaped.</summary>
    private const int Layers = 6;

    /// <summary>So often may base64 or hexadecimal digits hold one another.</summary>
    private const int Depth = 3;

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);
    private static readonly SearchValues<byte> HexDigitsApart = SearchValues.Create([.. "0123456789abcdefABCDEF"u8, .. Separators]);
    private static readonly SearchValues<byte> Base64Digits = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_"u8
    );

    /// <summary>What may stand between hexadecimal digits; no comma, which in JSON parts numbers.</summary>
    private static ReadOnlySpan<byte> Separators => " :-._\t\r\n"u8;

    /// <summary>
    /// So many bytes may two encodings over one another make of one, of which the outer is digits: six of an escape, each as two digits
    /// and what keeps them apart.
    /// </summary>
    private const int LongestOfTwo = 18;

    /// <summary>So many bytes may an escape leave that the end of a text has cut, in all its layers.</summary>
    private const int Cut = 96;

    private readonly byte[][] _forms;
    private readonly int _shortest;
    private readonly int _longest;
    private readonly bool _isAscii;

    /// <param name="secrets">The secrets; none is empty.</param>
    public SecretFinder(IEnumerable<string> secrets)
    {
        _forms = [.. secrets.SelectMany(FormsOf).Where(Secrets.CanBeTold).Distinct().Select(Encoding.UTF8.GetBytes)];
        _isAscii = Array.TrueForAll(_forms, form => Ascii.IsValid(form));
        _shortest = _forms.Length == 0 ? int.MaxValue : _forms.Min(f => f.Length);
        _longest = _forms.Length == 0 ? 0 : _forms.Max(f => f.Length);
        Window = (LongestOfTwo * _longest) + Cut;
    }

    /// <summary>Finds nothing.</summary>
    public static SecretFinder None { get; } = new([]);

    public bool IsEmpty => _forms.Length == 0;

    /// <summary>So many bytes, once unescaped, may a secret take that lies within digits.</summary>
    private int Window { get; }

    /// <summary>The places of the secrets, in their order and apart from one another.</summary>
    public List<(int Start, int End)> Find(ReadOnlySpan<byte> text) => Find(text, isEnd: true).Found;

    /// <summary>The places of the secrets in a text of which more may come.</summary>
    /// <returns>The places, and up to where no secret can begin that the rest would end.</returns>
    public (List<(int Start, int End)> Found, int Settled) Find(ReadOnlySpan<byte> text, bool isEnd)
    {
        var found = new List<(int Start, int End)>();
        var settled = text.Length;
        if (!IsEmpty)
        {
            settled = Search(text, found, 0);
        }

        found.Sort();
        var apart = new List<(int Start, int End)>(found.Count);
        foreach (var span in found)
        {
            if (apart.Count > 0 && span.Start <= apart[^1].End)
            {
                apart[^1] = (apart[^1].Start, Math.Max(apart[^1].End, span.End));
            }
            else
            {
                apart.Add(span);
            }
        }

        return (apart, isEnd ? text.Length : settled);
    }

    /// <summary>
    /// A secret as it is, as it is when everything that looks like an escape in it is resolved, and as a form's decoder leaves it, for
    /// which a plus sign is a blank.
    /// </summary>
    private static IEnumerable<string> FormsOf(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        for (var layer = 0; layer <= Layers; layer++)
        {
            var form = Encoding.UTF8.GetString(bytes).ToLowerInvariant();
            yield return form;
            yield return form.Replace('+', ' ');
            if (Unescaped.Of(bytes) is not { } next)
            {
                break;
            }

            bytes = next.Bytes.ToArray();
        }
    }

    /// <summary>Looks through a text and all that it is when it is unescaped.</summary>
    /// <returns>Up to where it is settled.</returns>
    private int Search(ReadOnlySpan<byte> text, List<(int Start, int End)> found, int depth)
    {
        var settled = SettledIn(text);
        SearchPlain(text, null, found, depth);
        SearchLayer(Unescaped.Joined(text, null));
        var layer = Unescaped.Of(text);
        for (var count = 1; layer is not null && count <= Layers; count++)
        {
            SearchLayer(layer);
            SearchLayer(Unescaped.Joined(layer.Bytes, layer));
            layer = layer.Next();
        }

        return settled;

        void SearchLayer(Unescaped? other)
        {
            if (other is not null)
            {
                settled = Math.Min(settled, other.Source(SettledIn(other.Bytes)).Start);
                SearchPlain(other.Bytes, other, found, depth);
            }
        }
    }

    /// <summary>
    /// Up to where no secret can begin that more text would end: but for the length of a secret, only where digits go on up to the end.
    /// </summary>
    private int SettledIn(ReadOnlySpan<byte> text)
    {
        var before = text[..Math.Max(0, text.Length - Cut)];
        var digits = Math.Min(before.LastIndexOfAnyExcept(Base64Digits), before.LastIndexOfAnyExcept(HexDigitsApart)) + 1;
        return Math.Max(0, Math.Max(text.Length - Window, Math.Min(digits, text.Length - Cut - _longest)));
    }

    private void SearchPlain(ReadOnlySpan<byte> text, Unescaped? layer, List<(int Start, int End)> found, int depth)
    {
        if (text.Length < _shortest)
        {
            return;
        }

        var lower = ArrayPool<byte>.Shared.Rent(text.Length);
        try
        {
            var folded = lower.AsSpan(0, text.Length);
            Fold(text, folded);
            foreach (var form in _forms)
            {
                for (var from = 0; folded[from..].IndexOf(form) is >= 0 and var at; from += at + form.Length)
                {
                    Add(from + at, from + at + form.Length);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(lower);
        }

        if (depth < Depth)
        {
            SearchRuns(text, Base64Digits, ((_shortest * 4) + 2) / 3, (run, start) => HoldsInBase64(run, start, depth), Add);
            SearchRuns(text, HexDigits, _shortest * 2, (run, start) => HoldsInHex(run, start, depth), Add);
            SearchRuns(text, HexDigitsApart, (_shortest * 2) + 1, (run, start) => HoldsInHexApart(run, start, depth), Add, Separators);
        }

        void Add(int start, int end) => found.Add(layer is null ? (start, end) : (layer.Source(start).Start, layer.Source(end - 1).End));
    }

    /// <summary>The letters of ASCII in lower case, everything else as it is.</summary>
    private static void Fold(ReadOnlySpan<byte> text, Span<byte> folded)
    {
        if (Ascii.ToLower(text, folded, out _) == OperationStatus.Done)
        {
            return;
        }

        for (var i = 0; i < text.Length; i++)
        {
            folded[i] = text[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(text[i] | 0x20) : text[i];
        }
    }

    private delegate bool Holds(ReadOnlySpan<byte> run, int start);

    /// <summary>Looks into every run of digits that is long enough for a secret.</summary>
    /// <param name="around">What is none of a run at its ends.</param>
    private static void SearchRuns(
        ReadOnlySpan<byte> text,
        SearchValues<byte> digits,
        int shortest,
        Holds holds,
        Action<int, int> add,
        ReadOnlySpan<byte> around = default
    )
    {
        for (var begin = 0; begin + shortest <= text.Length; )
        {
            // A run that is long enough and begins here or later has this place in it, or begins behind it.
            var last = text.Slice(begin, shortest).LastIndexOfAnyExcept(digits);
            if (last >= 0)
            {
                begin += last + 1;
                continue;
            }

            var end = text[begin..].IndexOfAnyExcept(digits) is >= 0 and var length ? begin + length : text.Length;
            var run = text[begin..end].TrimStart(around);
            var from = end - run.Length;
            run = run.TrimEnd(around);
            for (var start = 0; start < 4; start++)
            {
                if (holds(run, start))
                {
                    var rest = text[(from + run.Length)..];
                    var padding = rest.IndexOfAnyExcept((byte)'=') is >= 0 and var other ? other : rest.Length;
                    add(from, from + run.Length + Math.Min(padding, 2));
                    break;
                }
            }

            begin = end;
        }
    }

    /// <summary>Whether there is anything but noise in what was decoded: most digits are no text.</summary>
    private bool MayHold(ReadOnlySpan<byte> text)
    {
        for (var begin = 0; begin + _shortest <= text.Length; )
        {
            var next = text.Slice(begin, _shortest);
            var noise = _isAscii
                ? next.LastIndexOfAnyExceptInRange((byte)' ', (byte)'~')
                : next.LastIndexOfAnyInRange((byte)0, (byte)0x1F);
            if (noise < 0)
            {
                return true;
            }

            begin += noise + 1;
        }

        return false;
    }

    private bool HoldsInBase64(ReadOnlySpan<byte> run, int start, int depth)
    {
        var length = run.Length - start;
        var padded = (length + 3) / 4 * 4;
        var digits = ArrayPool<byte>.Shared.Rent(padded);
        try
        {
            var slice = digits.AsSpan(0, padded);
            run[start..].CopyTo(slice);
            slice[length..].Fill((byte)'A');
            slice.Replace((byte)'-', (byte)'+');
            slice.Replace((byte)'_', (byte)'/');
            return Base64.DecodeFromUtf8InPlace(slice, out var count) == OperationStatus.Done && HoldsAny(slice[..count], depth);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(digits);
        }
    }

    private bool HoldsInHex(ReadOnlySpan<byte> run, int start, int depth)
    {
        if (start > 1)
        {
            return false;
        }

        var length = (run.Length - start) / 2;
        var bytes = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            return Convert.FromHexString(run.Slice(start, length * 2), bytes, out _, out var count) == OperationStatus.Done
                && HoldsAny(bytes.AsSpan(0, count), depth);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private bool HoldsInHexApart(ReadOnlySpan<byte> run, int start, int depth)
    {
        if (start > 1)
        {
            return false;
        }

        var digits = ArrayPool<byte>.Shared.Rent(run.Length);
        try
        {
            var count = 0;
            foreach (var sign in run)
            {
                if (char.IsAsciiHexDigit((char)sign))
                {
                    digits[count++] = sign;
                }
            }

            return count < run.Length && count >= _shortest * 2 && HoldsInHex(digits.AsSpan(0, count), start, depth);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(digits);
        }
    }

    private bool HoldsAny(ReadOnlySpan<byte> text, int depth)
    {
        if (!MayHold(text))
        {
            return false;
        }

        var found = new List<(int Start, int End)>();
        Search(text, found, depth + 1);
        return found.Count > 0;
    }
}
