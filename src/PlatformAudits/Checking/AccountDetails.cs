using PlatformAudits.Team;

namespace PlatformAudits.Checking;

/// <summary>What a platform tells of an account besides its name and address. Null is what the vendor does not tell.</summary>
public sealed record AccountDetails
{
    /// <summary>What it may do, in the vendor's or people's words.</summary>
    public string? Role { get; init; }

    /// <summary>Whether it manages the platform or others' access to it, as the platform's own checks mean it.</summary>
    public bool? IsPrivileged { get; init; }

    /// <summary>Whether it can be used, as the vendor writes it.</summary>
    public string? State { get; init; }

    /// <summary>The day on which the account or its oldest membership was made, UTC.</summary>
    public DateOnly? Created { get; init; }

    /// <summary>When it was used last.</summary>
    public LastUse LastUse { get; init; }

    /// <summary>Whose it is, or why it is there, where it is no teammate's own by any match; null for nobody's.</summary>
    public AccountHolder? Holder { get; init; }
}

/// <summary>When something was used last. By default the vendor does not tell.</summary>
/// <param name="Day">The day, UTC; null when it never was used, or nobody knows.</param>
/// <param name="IsNever">Whether the vendor says that it never was used.</param>
public readonly record struct LastUse(DateOnly? Day, bool IsNever)
{
    /// <summary>The vendor says that it never was used.</summary>
    public static LastUse Never { get; } = new(null, IsNever: true);

    /// <summary>It was used on a day; nobody knows where that is null.</summary>
    public static LastUse On(DateOnly? day) => new(day, IsNever: false);
}

/// <summary>What an account is that is no teammate's own by any match.</summary>
/// <param name="Teammate">Whose it is all the same, or null.</param>
/// <param name="Because">Why, in a word or two, such as <c>second account</c>.</param>
public sealed record AccountHolder(Teammate? Teammate, string Because);
