namespace Cake.Core;

/// <summary>What the teardown of a run can reach.</summary>
public interface ITeardownContext : ICakeContext
{
    bool Successful { get; }

    Exception ThrownException { get; }
}
