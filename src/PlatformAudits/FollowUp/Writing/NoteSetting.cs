using System.Collections.Frozen;
using PlatformAudits.FollowUp.Planning;

namespace PlatformAudits.FollowUp.Writing;

/// <summary>What a note is written into.</summary>
/// <param name="IsOpening">Whether it begins a thread.</param>
/// <param name="Mentions">Whom it may mention, as digits; the others are named.</param>
internal sealed record NoteSetting(DateTimeOffset Now, bool IsOpening, IReadOnlySet<string> Mentions)
{
    /// <summary>What became of the direct messages.</summary>
    public IReadOnlyList<Message> Messages { get; init; } = [];

    /// <summary>The ids of the program's own accounts.</summary>
    public IReadOnlySet<long> Accounts { get; init; } = FrozenSet<long>.Empty;
}
