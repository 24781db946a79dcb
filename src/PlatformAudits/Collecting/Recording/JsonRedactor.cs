using System.Buffers;
using System.Text;
using PlatformAudits.Foundation;

namespace PlatformAudits.Collecting.Recording;

/// <summary>
/// Redacts secrets in a response while it streams: the values of named JSON fields, at any depth, and the run's own secrets
/// wherever and however they stand. Every other byte passes as it came. Null, true and false stay, because absent, null and false
/// are different answers; a string, object or array becomes <c>"[redacted]"</c>, a number <c>0</c>.
/// </summary>
internal sealed class JsonRedactor
{
    private const int LongestName = 128;
    private static readonly byte[] Redacted = Encoding.UTF8.GetBytes(Secrets.Redacted);

    private readonly HashSet<string> _fields;
    private readonly SecretFilter _filter;
    private readonly ArrayBufferWriter<byte> _name = new(LongestName);
    private Mode _mode = Mode.Unknown;
    private bool _escaped;
    private bool _nameTooLong;
    private int _skippedDepth;
    private bool _skippedInString;

    /// <summary>A redactor for one response.</summary>
    /// <param name="fields">Names of the JSON fields to redact, exactly as the vendor writes them.</param>
    public JsonRedactor(IEnumerable<string> fields, Secrets secrets)
    {
        _fields = new HashSet<string>(fields, StringComparer.Ordinal);
        _filter = new SecretFilter(secrets);
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
    /// <param name="kept">Where the bytes to keep go. The last ones are held back until it is known that no secret begins there.</param>
    public void Process(ReadOnlySpan<byte> received, IBufferWriter<byte> kept)
    {
        while (!received.IsEmpty)
        {
            var run = PassingRun(received);
            if (run == 0)
            {
                Step(received[0]);
                run = 1;
            }
            else
            {
                _filter.Take(received[..run]);
            }

            received = received[run..];
        }

        _filter.Pass(kept, isEnd: false);
    }

    /// <summary>Writes what was held back. The response has ended.</summary>
    /// <param name="kept">Where the bytes to keep go.</param>
    public void Finish(IBufferWriter<byte> kept)
    {
        if (_mode == Mode.SkippingNumber)
        {
            Keep((byte)'0');
        }

        _filter.Pass(kept, isEnd: true);
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

    private void Step(byte value)
    {
        switch (_mode)
        {
            case Mode.Unknown:
                if (!IsBlank(value) && value is not (0xEF or 0xBB or 0xBF))
                {
                    _mode = value is (byte)'{' or (byte)'[' ? Mode.Between : Mode.NotJson;
                }

                Keep(value);
                break;
            case Mode.NotJson:
                Keep(value);
                break;
            case Mode.Between:
                if (value == '"')
                {
                    StartString();
                }

                Keep(value);
                break;
            case Mode.InString:
                StepInString(value);
                Keep(value);
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

                Keep(value);
                break;
            case Mode.BeforeSecretValue:
                StepBeforeSecretValue(value);
                break;
            case Mode.SkippingString:
                StepSkippingString(value);
                break;
            case Mode.SkippingNumber:
                if (IsBlank(value) || value is (byte)',' or (byte)'}' or (byte)']')
                {
                    Keep((byte)'0');
                    Keep(value);
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

    private void StepBeforeSecretValue(byte value)
    {
        switch (value)
        {
            case (byte)'"':
                KeepRedacted();
                _escaped = false;
                _mode = Mode.SkippingString;
                break;
            case (byte)'{' or (byte)'[':
                KeepRedacted();
                _skippedDepth = 1;
                _skippedInString = false;
                _mode = Mode.SkippingContainer;
                break;
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                _mode = Mode.SkippingNumber;
                break;
            default:
                Keep(value);
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

    private void KeepRedacted()
    {
        Keep((byte)'"');
        _filter.Take(Redacted);
        Keep((byte)'"');
    }

    private void Keep(byte value) => _filter.Take([value]);

    private static bool IsBlank(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
}
