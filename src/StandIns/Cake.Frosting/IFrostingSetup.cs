using Cake.Core;

namespace Cake.Frosting;

/// <summary>Acts at the start of a run.</summary>
public interface IFrostingSetup
{
    void Setup(ICakeContext context, ISetupContext info);
}
