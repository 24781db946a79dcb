namespace Cake.Core.Configuration;

/// <summary>The settings of a run.</summary>
public interface ICakeConfiguration
{
    /// <summary>The value of a setting, its name compared without regard to case; null when it is not set.</summary>
    string GetValue(string key);
}
