namespace PlatformAudits.Sandbox.Http;

/// <summary>One vendor of the sandbox, with everything it needs in one folder.</summary>
public abstract class Vendor
{
    private protected Vendor() { }

    /// <summary>The first part of the path of its base address.</summary>
    internal abstract string Prefix { get; }

    /// <summary>The variables that point a program at this vendor, given its base address.</summary>
    internal abstract IEnumerable<KeyValuePair<string, string>> EnvironmentAt(string address);

    /// <summary>Its clock where it has one of its own; null for the sandbox's.</summary>
    internal virtual TimeProvider? Clock => null;

    /// <summary>What it has published of its limit; null when it has published none.</summary>
    internal abstract VendorQuota? Quota { get; }

    /// <summary>Its lines below <c>team:</c> in the settings, with their indent.</summary>
    internal virtual string TeamSettings => string.Empty;

    /// <summary>Its lines below <c>platforms:</c> in the settings, with their indent; empty when it is not audited.</summary>
    internal virtual string Settings => string.Empty;

    /// <summary>The faults that a correct audit of this vendor finds now, in any order.</summary>
    internal virtual IEnumerable<PlantedFault> Planted => [];

    /// <summary>Answers one request.</summary>
    /// <exception cref="Refusal">The vendor does not accept the request; nothing has been sent yet.</exception>
    internal abstract Task AnswerAsync(Call call);
}
