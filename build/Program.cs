using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using PlatformAudits.Build;
using PlatformAudits.Foundation;

Secrets.Begin(Environment.GetEnvironmentVariable);
ConsoleStyle.PlainUnlessTerminal();
Console.SetOut(new RedactingWriter(Console.Out, Console.IsOutputRedirected));
Console.SetError(new RedactingWriter(Console.Error, Console.IsErrorRedirected));
var (exit, summary) = (new ExitStatus(), new RunSummary());
var code = new CakeHost()
    .ConfigureServices(services => services.AddSingleton(exit).AddSingleton(summary))
    .UseContext<AuditContext>()
    .UseLifetime<AuditLifetime>()
    .Run(args);
summary.Print();
return exit.CodeAfter(code);
