namespace Cake.Core.Configuration;

/// <summary>A setting given in code or on the command line.</summary>
internal sealed record CakeSetting(string Key, string Value);
