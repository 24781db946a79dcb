using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using PlatformAudits.Build;

ConsoleStyle.PlainUnlessTerminal();
var (exit, summary) = (new ExitStatus(), new RunSummary());
var code = new CakeHost()
    .ConfigureServices(services => services.AddSingleton(exit).AddSingleton(summary))
    .UseContext<AuditContext>()
    .UseLifetime<AuditLifetime>()
    .Run(args);
summary.Print();
return exit.CodeAfter(code);
