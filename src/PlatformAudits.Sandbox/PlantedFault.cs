using Newtonsoft.Json;

namespace PlatformAudits.Sandbox;

/// <summary>One fault that a correct audit of the sandbox finds.</summary>
/// <param name="Platform">The platform's name in the settings, as <c>calendly</c>.</param>
/// <param name="Check">The id of the check, as <c>account-has-teammate</c>.</param>
/// <param name="Account">What the fault is about: a vendor's own URI, or a teammate's e-mail in lower case.</param>
public sealed record PlantedFault(
    [property: JsonProperty("platform")] string Platform,
    [property: JsonProperty("check")] string Check,
    [property: JsonProperty("account")] string Account
);
