using Cake.Core;

namespace Cake.Common;

/// <summary>Reads environment variables and tells the operating system.</summary>
public static class EnvironmentAliases
{
    /// <summary>The value of an environment variable; null when it is not set.</summary>
    public static string EnvironmentVariable(this ICakeContext context, string variable) => context.Environment.GetEnvironmentVariable(variable);

    public static T EnvironmentVariable<T>(this ICakeContext context, string variable, T defaultValue) =>
        context.EnvironmentVariable(variable) is { } value ? TextConversion.To<T>(value) : defaultValue;

    public static IDictionary<string, string> EnvironmentVariables(this ICakeContext context) => context.Environment.GetEnvironmentVariables();

    public static bool HasEnvironmentVariable(this ICakeContext context, string variable) => context.EnvironmentVariable(variable) is not null;

    public static bool IsRunningOnWindows(this ICakeContext context) => Family(context) == PlatformFamily.Windows;

    public static bool IsRunningOnUnix(this ICakeContext context) => Family(context) is PlatformFamily.Linux or PlatformFamily.OSX or PlatformFamily.FreeBSD;

    public static bool IsRunningOnMacOs(this ICakeContext context) => Family(context) == PlatformFamily.OSX;

    public static bool IsRunningOnLinux(this ICakeContext context) => Family(context) == PlatformFamily.Linux;

    public static bool IsRunningOnFreeBSD(this ICakeContext context) => Family(context) == PlatformFamily.FreeBSD;

    private static PlatformFamily Family(ICakeContext context) => context.Environment.Platform.Family;
}
