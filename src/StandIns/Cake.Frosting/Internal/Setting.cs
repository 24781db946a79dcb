namespace Cake.Frosting.Internal;

/// <summary>A setting that the host was given.</summary>
internal sealed record Setting(string Key, string Value);
