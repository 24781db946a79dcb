using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using PlatformAudits.Build;

ConsoleStyle.PlainUnlessTerminal();
var exit = new ExitStatus();
return exit.CodeAfter(new CakeHost()
    .ConfigureServices(services => services.AddSingleton(exit))
    .UseContext<AuditContext>()
    .UseLifetime<AuditLifetime>()
    .Run(args));
