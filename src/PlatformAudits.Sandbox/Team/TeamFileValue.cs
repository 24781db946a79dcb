namespace PlatformAudits.Sandbox.Team;

/// <summary>A value of the team file that writes itself.</summary>
public abstract record TeamFileValue
{
    /// <summary>A key without a value.</summary>
    public static TeamFileValue Empty { get; } = new EmptyValue();

    /// <summary>The value as YAML in one line.</summary>
    internal abstract string ToYaml();

    private sealed record EmptyValue : TeamFileValue
    {
        internal override string ToYaml() => string.Empty;
    }
}
