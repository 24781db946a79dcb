using PlatformAudits.Sandbox.Op;

return OpCommand.Run(args, Environment.GetEnvironmentVariable);
