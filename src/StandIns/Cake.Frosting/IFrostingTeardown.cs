using Cake.Core;

namespace Cake.Frosting;

/// <summary>Acts at the end of a run.</summary>
public interface IFrostingTeardown
{
    void Teardown(ICakeContext context, ITeardownContext info);
}
