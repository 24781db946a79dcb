using PlatformAudits.Foundation;

namespace PlatformAudits.Tests;

/// <summary>A log that remembers what it was told.</summary>
public sealed class Recorded : RunLog
{
    private readonly Lock _lock = new();
    private readonly List<string> _sentences = [];

    public IReadOnlyList<string> Sentences
    {
        get
        {
            lock (_lock)
            {
                return [.. _sentences];
            }
        }
    }

    public override void Step(string sentence)
    {
        lock (_lock)
        {
            _sentences.Add(sentence);
        }
    }

    public override void Warning(string sentence) => Step(sentence);
}
