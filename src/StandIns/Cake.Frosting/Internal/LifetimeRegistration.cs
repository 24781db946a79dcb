using Cake.Core;
using Cake.Core.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal;

/// <summary>Registers with the engine what a build does around its run and around each task.</summary>
internal static class LifetimeRegistration
{
    public static void Register(IServiceProvider services, ICakeEngine engine, IFrostingContext context)
    {
        // The package calls both parts around a task a task setup (observed).
        Register<IFrostingSetup>("setup", part => engine.RegisterSetupAction(info => part.Setup(context, info)));
        Register<IFrostingTeardown>("teardown", part => engine.RegisterTeardownAction(info => part.Teardown(context, info)));
        Register<IFrostingTaskSetup>("task setup", part => engine.RegisterTaskSetupAction(info => part.Setup(context, info)));
        Register<IFrostingTaskTeardown>("task setup", part => engine.RegisterTaskTeardownAction(info => part.Teardown(context, info)));

        void Register<T>(string role, Action<T> register)
            where T : class
        {
            if (services.GetService<T>() is { } part)
            {
                context.Log.Debug($"Registering {role}: {{0}}", part.GetType().Name);
                register(part);
            }
        }
    }
}
