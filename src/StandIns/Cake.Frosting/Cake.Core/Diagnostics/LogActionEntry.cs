namespace Cake.Core.Diagnostics;

/// <summary>Writes one line to the log.</summary>
public delegate void LogActionEntry(string format, params object[] args);
