using PlatformAudits.Foundation;

namespace PlatformAudits.Scheduling;

/// <summary>A platform that is audited in other quarters than the rest.</summary>
public sealed class OtherQuarters
{
    private readonly SettingsSection _settings;

    private OtherQuarters(SettingsSection settings)
    {
        _settings = settings;
        Platform = settings.RequiredText("platform");
        Quarters = settings.Numbers("quarters", 1, 4) is { Count: > 0 } quarters
            ? quarters
            : throw settings.Wrong("quarters", "must hold at least one quarter, 1 to 4");
    }

    /// <summary>The platform's id.</summary>
    public string Platform { get; }

    /// <summary>Its quarters, 1 to 4 in order, at least one.</summary>
    public IReadOnlyList<int> Quarters { get; }

    /// <summary>Reads an item of the list.</summary>
    /// <exception cref="AuditException">It is wrong.</exception>
    internal static OtherQuarters Read(SettingsSection settings) => new(settings);

    /// <summary>The error that there is no such platform.</summary>
    /// <param name="platforms">The ids that there are.</param>
    internal AuditException Unknown(IReadOnlyList<string> platforms) =>
        _settings.Wrong("platform", $"is {Platform}, and there is no such platform ({Sentence.List(platforms)})");
}
