namespace Cake.Core.Diagnostics;

/// <summary>Writes to the log, only called when what it writes is wanted.</summary>
public delegate void LogAction(LogActionEntry actionEntry);
