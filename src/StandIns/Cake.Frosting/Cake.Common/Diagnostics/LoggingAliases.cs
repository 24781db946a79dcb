using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Common.Diagnostics;

/// <summary>Writes to the log of a context; see <see cref="LogExtensions"/>.</summary>
public static class LoggingAliases
{
    public static void Error(this ICakeContext context, string format, params object[] args) => context.Log.Error(format, args);

    public static void Error(this ICakeContext context, LogAction logAction) => context.Log.Error(logAction);

    public static void Error(this ICakeContext context, object value) => context.Log.Error(value);

    public static void Error(this ICakeContext context, string value) => context.Log.Error(value);

    public static void Warning(this ICakeContext context, string format, params object[] args) => context.Log.Warning(format, args);

    public static void Warning(this ICakeContext context, LogAction logAction) => context.Log.Warning(logAction);

    public static void Warning(this ICakeContext context, object value) => context.Log.Warning(value);

    public static void Warning(this ICakeContext context, string value) => context.Log.Warning(value);

    public static void Information(this ICakeContext context, string format, params object[] args) => context.Log.Information(format, args);

    public static void Information(this ICakeContext context, LogAction logAction) => context.Log.Information(logAction);

    public static void Information(this ICakeContext context, object value) => context.Log.Information(value);

    public static void Information(this ICakeContext context, string value) => context.Log.Information(value);

    public static void Verbose(this ICakeContext context, string format, params object[] args) => context.Log.Verbose(format, args);

    public static void Verbose(this ICakeContext context, LogAction logAction) => context.Log.Verbose(logAction);

    public static void Verbose(this ICakeContext context, object value) => context.Log.Verbose(value);

    public static void Verbose(this ICakeContext context, string value) => context.Log.Verbose(value);

    public static void Debug(this ICakeContext context, string format, params object[] args) => context.Log.Debug(format, args);

    public static void Debug(this ICakeContext context, LogAction logAction) => context.Log.Debug(logAction);

    public static void Debug(this ICakeContext context, object value) => context.Log.Debug(value);

    public static void Debug(this ICakeContext context, string value) => context.Log.Debug(value);

    public static IDisposable QuietVerbosity(this ICakeContext context) => context.Log.QuietVerbosity();

    public static IDisposable MinimalVerbosity(this ICakeContext context) => context.Log.MinimalVerbosity();

    public static IDisposable NormalVerbosity(this ICakeContext context) => context.Log.NormalVerbosity();

    public static IDisposable VerboseVerbosity(this ICakeContext context) => context.Log.VerboseVerbosity();

    public static IDisposable DiagnosticVerbosity(this ICakeContext context) => context.Log.DiagnosticVerbosity();
}
