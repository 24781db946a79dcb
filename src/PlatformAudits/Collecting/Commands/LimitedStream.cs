using PlatformAudits.Collecting.Json;
using PlatformAudits.Collecting.Recording;
using PlatformAudits.Foundation;

namespace PlatformAudits.Collecting.Commands;

/// <summary>A stream that gives out so many bytes at the most; one more is a <see cref="BadAnswerException"/>.</summary>
internal sealed class LimitedStream(Stream source, long byteLimit) : ReadingStream(source)
{
    private long _given;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await Source.ReadAsync(buffer, cancellationToken);
        _given += count;
        return _given <= byteLimit
            ? count
            : throw new BadAnswerException($"the output is longer than {Sentence.Count(byteLimit, "byte")}");
    }
}
