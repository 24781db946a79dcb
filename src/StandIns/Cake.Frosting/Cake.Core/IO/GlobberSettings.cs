namespace Cake.Core.IO;

/// <summary>How a pattern is matched. The stand-in has none of its members.</summary>
public sealed class GlobberSettings;
