using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>Registers services.</summary>
public interface IFrostingStartup
{
    void Configure(IServiceCollection services);
}
