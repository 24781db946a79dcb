namespace Cake.Core.IO;

/// <summary>A key of the registry of Windows.</summary>
public interface IRegistryKey : IDisposable
{
    string[] GetSubKeyNames();

    IRegistryKey OpenKey(string name);

    object GetValue(string name);
}
