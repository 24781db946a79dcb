using System.Buffers;
using System.Text;

namespace PlatformAudits.Collecting.Recording;

/// <summary>
/// Redacts secrets in a response while it streams: the values of named JSON fields, at any depth, and the credential's own secrets
/// wherever they stand. Every other byte passes as it came. Null, true and false stay, because absent, null and false
/// are different answers; a string, object or array becomes <c>"[redacted]"</c>, a number <c>0</c>.
/// </summary>
internal sealed class JsonRedactor
{
    private const int LongestName = 128;
    private static readonly byte[] Redacted = "[redacted]"u8.ToArray();

    private readonly HashSet<string> _fields;
    private readonly SecretFilter? _filter;
    private readonly ArrayBufferWriter<byte> _name = new(LongestName);
    private Mode _mode = Mode.Unknown;
    private bool _escaped;
    private bool _nameTooLong;
    private int _skippedDepth;
    private bool _skippedInString;

    /// <summary>A redactor for one response.</summary>
    /// <param name="fields">Names of the JSON fields to redact, exactly as the vendor writes them.</param>
    /// <param name="secrets">The bytes of the credential's secrets, none of them empty.</param>
    public JsonRedactor(IEnumerable<string> fields, params IReadOnlyList<byte[]> secrets)
    {
        _fields = new HashSet<string>(fields, StringComparer.Ordinal);
        _filter = secrets.Aggregate((SecretFilter?)null, (next, secret) => new SecretFilter(secret, next));
    }

    private enum Mode
    {
        Unknown,
        NotJson,
        Between,
        InString,
        AfterString,
        BeforeSecretValue,
        SkippingString,
        SkippingNumber,
        SkippingContainer,
    }

    /// <summary>Takes the next bytes and writes what may be kept of them.</summary>
    /// <param name="received">Bytes as received.</param>
    /// <param name="kept">Where the bytes to keep go. Up to a credential's length is held back until more is known.</param>
    public void Process(ReadOnlySpan<byte> received, IBufferWriter<byte> kept)
    {
        while (!received.IsEmpty)
        {
            var run = PassingRun(received);
            if (run == 0)
            {
                Step(received[0], kept);
                run = 1;
            }
            else
            {
                Keep(received[..run], _filter, kept);
            }

            received = received[run..];
        }
    }

    /// <summary>Writes what was held back. The response has ended.</summary>
    /// <param name="kept">Where the bytes to keep go.</param>
    public void Finish(IBufferWriter<byte> kept)
    {
        if (_mode == Mode.SkippingNumber)
        {
            Keep((byte)'0', kept);
        }

        _filter?.Finish(kept);
    }

    /// <summary>How many bytes from the first on pass as they are and change nothing but the name that they may belong to.</summary>
    private int PassingRun(ReadOnlySpan<byte> received)
    {
        switch (_mode)
        {
            case Mode.NotJson:
                return received.Length;
            case Mode.Between:
                return received.IndexOf((byte)'"') is var quote and >= 0 ? quote : received.Length;
            case Mode.InString when !_escaped:
                var run = received.IndexOfAny((byte)'"', (byte)'\\') is var end and >= 0 ? end : received.Length;
                var room = Math.Min(run, LongestName - _name.WrittenCount);
                _name.Write(received[..room]);
                _nameTooLong |= run > room;
                return run;
            default:
                return 0;
        }
    }

    private void Step(byte value, IBufferWriter<byte> kept)
    {
        switch (_mode)
        {
            case Mode.Unknown:
                if (!IsBlank(value) && value is not (0xEF or 0xBB or 0xBF))
                {
                    _mode = value is (byte)'{' or (byte)'[' ? Mode.Between : Mode.NotJson;
                }

                Keep(value, kept);
                break;
            case Mode.NotJson:
                Keep(value, kept);
                break;
            case Mode.Between:
                if (value == '"')
                {
                    StartString();
                }

                Keep(value, kept);
                break;
            case Mode.InString:
                StepInString(value);
                Keep(value, kept);
                break;
            case Mode.AfterString:
                if (value == ':')
                {
                    _mode = IsSecretName() ? Mode.BeforeSecretValue : Mode.Between;
                }
                else if (!IsBlank(value))
                {
                    _mode = Mode.Between;
                }

                Keep(value, kept);
                break;
            case Mode.BeforeSecretValue:
                StepBeforeSecretValue(value, kept);
                break;
            case Mode.SkippingString:
                StepSkippingString(value);
                break;
            case Mode.SkippingNumber:
                if (IsBlank(value) || value is (byte)',' or (byte)'}' or (byte)']')
                {
                    Keep((byte)'0', kept);
                    Keep(value, kept);
                    _mode = Mode.Between;
                }

                break;
            case Mode.SkippingContainer:
                StepSkippingContainer(value);
                break;
        }
    }

    private void StartString()
    {
        _mode = Mode.InString;
        _escaped = false;
        _nameTooLong = false;
        _name.ResetWrittenCount();
    }

    private void StepInString(byte value)
    {
        if (!_escaped && value == '"')
        {
            _mode = Mode.AfterString;
            return;
        }

        _escaped = !_escaped && value == '\\';
        if (_name.WrittenCount < LongestName)
        {
            _name.GetSpan(1)[0] = value;
            _name.Advance(1);
        }
        else
        {
            _nameTooLong = true;
        }
    }

    private bool IsSecretName()
    {
        if (_nameTooLong || _fields.Count == 0)
        {
            return false;
        }

        var name = Encoding.UTF8.GetString(_name.WrittenSpan);
        return _fields.Contains(name.Contains('\\', StringComparison.Ordinal) ? Unescaped(name) : name);
    }

    private static string Unescaped(string name)
    {
        try
        {
            return (string?)Newtonsoft.Json.Linq.JToken.Parse($"\"{name}\"") ?? name;
        }
        catch (Newtonsoft.Json.JsonException)
        {
            return name;
        }
    }

    private void StepBeforeSecretValue(byte value, IBufferWriter<byte> kept)
    {
        switch (value)
        {
            case (byte)'"':
                KeepRedacted(kept);
                _escaped = false;
                _mode = Mode.SkippingString;
                break;
            case (byte)'{' or (byte)'[':
                KeepRedacted(kept);
                _skippedDepth = 1;
                _skippedInString = false;
                _mode = Mode.SkippingContainer;
                break;
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                _mode = Mode.SkippingNumber;
                break;
            default:
                Keep(value, kept);
                _mode = IsBlank(value) ? Mode.BeforeSecretValue : Mode.Between;
                break;
        }
    }

    private void StepSkippingString(byte value)
    {
        if (!_escaped && value == '"')
        {
            _mode = Mode.Between;
            return;
        }

        _escaped = !_escaped && value == '\\';
    }

    private void StepSkippingContainer(byte value)
    {
        if (_skippedInString)
        {
            _skippedInString = _escaped || value != '"';
            _escaped = !_escaped && value == '\\';
            return;
        }

        switch (value)
        {
            case (byte)'"':
                _skippedInString = true;
                _escaped = false;
                break;
            case (byte)'{' or (byte)'[':
                _skippedDepth++;
                break;
            case (byte)'}' or (byte)']' when --_skippedDepth == 0:
                _mode = Mode.Between;
                break;
        }
    }

    private void KeepRedacted(IBufferWriter<byte> kept)
    {
        Keep((byte)'"', kept);
        Keep(Redacted, _filter, kept);
        Keep((byte)'"', kept);
    }

    private void Keep(byte value, IBufferWriter<byte> kept) => Keep([value], _filter, kept);

    private static void Keep(ReadOnlySpan<byte> bytes, SecretFilter? filter, IBufferWriter<byte> kept)
    {
        if (filter is null)
        {
            kept.Write(bytes);
        }
        else
        {
            filter.Keep(bytes, kept);
        }
    }

    private static bool IsBlank(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    /// <summary>
    /// Passes bytes on to the next filter, unless they belong to a secret (Knuth, Morris and Pratt's search, so chunks may split it).
    /// </summary>
    private sealed class SecretFilter
    {
        private readonly byte[] _secret;
        private readonly int[] _prefixes;
        private readonly SecretFilter? _next;
        private int _matched;

        public SecretFilter(byte[] secret, SecretFilter? next)
        {
            _secret = secret;
            _prefixes = PrefixTable(secret);
            _next = next;
        }

        public void Keep(ReadOnlySpan<byte> bytes, IBufferWriter<byte> kept)
        {
            while (!bytes.IsEmpty)
            {
                var passing =
                    _matched > 0 ? 0
                    : bytes.IndexOf(_secret[0]) is var first and >= 0 ? first
                    : bytes.Length;
                JsonRedactor.Keep(bytes[..passing], _next, kept);
                bytes = bytes[passing..];
                if (!bytes.IsEmpty)
                {
                    Keep(bytes[0], kept);
                    bytes = bytes[1..];
                }
            }
        }

        private void Keep(byte value, IBufferWriter<byte> kept)
        {
            while (_matched > 0 && _secret[_matched] != value)
            {
                var shorter = _prefixes[_matched - 1];
                JsonRedactor.Keep(_secret.AsSpan(0, _matched - shorter), _next, kept);
                _matched = shorter;
            }

            if (_secret[_matched] != value)
            {
                JsonRedactor.Keep([value], _next, kept);
            }
            else if (++_matched == _secret.Length)
            {
                JsonRedactor.Keep(Redacted, _next, kept);
                _matched = 0;
            }
        }

        public void Finish(IBufferWriter<byte> kept)
        {
            JsonRedactor.Keep(_secret.AsSpan(0, _matched), _next, kept);
            _matched = 0;
            _next?.Finish(kept);
        }

        private static int[] PrefixTable(byte[] pattern)
        {
            var table = new int[pattern.Length];
            for (int i = 1, matched = 0; i < pattern.Length; i++)
            {
                while (matched > 0 && pattern[i] != pattern[matched])
                {
                    matched = table[matched - 1];
                }

                table[i] = pattern[i] == pattern[matched] ? ++matched : matched;
            }

            return table;
        }
    }
}
