namespace Cake.Core.IO;

/// <summary>How a process is started. The stand-in has none of its members.</summary>
public sealed class ProcessSettings;
