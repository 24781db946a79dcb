using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using PlatformAudits.Build;

ConsoleStyle.PlainUnlessTerminal();
var (exit, lastWords) = (new ExitStatus(), new LastWords());
var code = new CakeHost()
    .ConfigureServices(services => services.AddSingleton(exit).AddSingleton(lastWords))
    .UseContext<AuditContext>()
    .UseLifetime<AuditLifetime>()
    .Run(args);
lastWords.Print();
return exit.CodeAfter(code);
