using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using PlatformAudits.Build;
using PlatformAudits.Foundation;

Secrets.Begin(Environment.GetEnvironmentVariable);
ConsoleStyle.PlainUnlessTerminal();
var address = new SandboxAddress();
Console.SetOut(new RedactingWriter(Console.Out, Console.IsOutputRedirected, address));
Console.SetError(new RedactingWriter(Console.Error, Console.IsErrorRedirected, address));
if (Help.IsAskedFor(args))
{
    Console.Write(Help.Text);
    return 0;
}

if (Help.UnknownWord(args) is { } problem)
{
    Console.Write(Help.Text + Environment.NewLine);
    Console.Error.WriteLine(problem);
    return 1;
}

var (exit, screen) = (new ExitStatus(), new Screen());
var summary = new RunSummary(screen);
var code = new CakeHost()
    .ConfigureServices(services => services.AddSingleton(exit).AddSingleton(screen).AddSingleton(summary).AddSingleton(address))
    .UseContext<AuditContext>()
    .UseLifetime<AuditLifetime>()
    .Run(args);
summary.Print();
return exit.CodeAfter(code);
