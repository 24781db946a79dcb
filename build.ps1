# Starts the host: finds an SDK that fits global.json, builds when an input has changed, passes on all arguments and the exit code.
$ErrorActionPreference = 'Stop'

$root = $PSScriptRoot

# The SDKs that may be there: the one that DOTNET_ROOT names, the one on the PATH, and the places where installers put them.
function Get-Candidates {
    $name = if ($env:OS -eq 'Windows_NT') { 'dotnet.exe' } else { 'dotnet' }
    $folders = @($env:DOTNET_ROOT)
    $onPath = Get-Command dotnet -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
    if ($onPath) { $folders += Split-Path $onPath.Source }
    $folders += "$HOME/.dotnet", "$env:ProgramFiles/dotnet"
    $folders += '/usr/share/dotnet', '/usr/local/share/dotnet', '/usr/lib/dotnet', '/opt/dotnet'
    $folders | Where-Object { $_ } | ForEach-Object { Join-Path $_ $name } | Where-Object { Test-Path $_ }
}

# `dotnet --version` fails in a folder whose global.json no installed SDK fits. Windows PowerShell takes what a program writes to its error
# stream for an error of the script where that stream is redirected, hence the preference.
function Find-Sdk {
    $ErrorActionPreference = 'Continue'
    foreach ($candidate in Get-Candidates) {
        Push-Location $root
        try { & $candidate '--version' 2>&1 | Out-Null } finally { Pop-Location }
        if ($LASTEXITCODE -eq 0) { return $candidate }
    }
    $version = (Get-Content (Join-Path $root 'global.json') -Raw | ConvertFrom-Json).sdk.version
    [Console]::Error.WriteLine("Starting: no .NET SDK fits global.json ($version or a later feature band of the same version).")
    $command = "https://dot.net/v1/dotnet-install.ps1 -JsonFile `"$root/global.json`""
    [Console]::Error.WriteLine("Install one from https://dotnet.microsoft.com/download, or with $command")
    exit 1
}

# The packages that have stand-ins: asked for once, and the answer kept until another version is wanted.
function Select-Packages {
    $versions = @(([xml](Get-Content (Join-Path $root 'Directory.Packages.props') -Raw)).Project.ItemGroup.PackageVersion)
    $names = 'Cake.Frosting', 'GitLabApiClient' | ForEach-Object {
        $package = $_
        "$package $(($versions | Where-Object { $_.Include -eq $package }).Version)"
    }
    $wanted = $names -join ' and '
    $answer = Join-Path $root '.build/upstream-packages'
    $known = @(if (Test-Path $answer) { Get-Content $answer })
    if ($known.Count -eq 2 -and $known[1] -eq $wanted) { return $known[0] }
    $sdk = Find-Sdk
    New-Item (Join-Path $root '.build') -ItemType Directory -Force | Out-Null
    $ErrorActionPreference = 'Continue'
    $env:UpstreamPackages = 'true'
    Push-Location $root
    $restore = 'restore', 'build/Build.csproj', '-p:HostOnly=true', '--verbosity', 'quiet'
    try { $log = & $sdk @restore 2>&1 | ForEach-Object { "$_" } } finally { Pop-Location }
    $failed = $LASTEXITCODE -ne 0
    $ErrorActionPreference = 'Stop'
    $errors = @($log | Where-Object { $_ -match 'error [A-Z]+[0-9]+' })
    $others = @($errors | Where-Object { $_ -notmatch 'error NU110[12]' })
    if (-not $failed) {
        [Console]::Error.WriteLine("UpstreamPackages=auto: the registry has $wanted; they are taken.")
        $taken = 'true'
    }
    elseif ($errors.Count -gt 0 -and $others.Count -eq 0) {
        $codes = ($errors | ForEach-Object { [regex]::Match($_, 'NU110[12]').Value } | Sort-Object -Unique) -join ','
        $lacking = "the registry lacks $wanted, or what they need ($codes)"
        [Console]::Error.WriteLine("UpstreamPackages=auto: $lacking; the stand-ins in src/StandIns are taken.")
        $taken = 'false'
    }
    else {
        $log | ForEach-Object { [Console]::Error.WriteLine($_) }
        $asking = "asking the registry for $wanted failed"
        [Console]::Error.WriteLine("Starting: $asking; see above. With UpstreamPackages=false it is not asked.")
        exit 1
    }
    Set-Content $answer $taken, $wanted
    return $taken
}

$upstream = if ($env:UpstreamPackages) { $env:UpstreamPackages.ToLowerInvariant() } else { 'false' }
if ($upstream -notin 'true', 'false', 'auto') {
    [Console]::Error.WriteLine("Starting: UpstreamPackages is '$upstream'; give true, false or auto.")
    exit 1
}
if ($upstream -eq 'auto') { $upstream = Select-Packages }
$env:UpstreamPackages = $upstream
$kind = if ($upstream -eq 'true') { 'host-upstream' } else { 'host-default' }
$built = Join-Path $root ".build/$kind"
$hostDll = Join-Path $built 'bin/Build/release/PlatformAudits.Build.dll'
$stamp = Join-Path $built 'host.stamp'
$advisories = Join-Path $built 'advisories'

function Test-Built {
    if (-not (Test-Path $hostDll) -or -not (Test-Path $stamp)) { return $false }
    $since = (Get-Item $stamp).LastWriteTimeUtc
    $names = 'build', 'src', 'global.json', '.editorconfig'
    $names += 'Directory.Build.props', 'Directory.Build.targets', 'Directory.Packages.props'
    $inputs = $names | ForEach-Object { Join-Path $root $_ }
    $changed = Get-Item $inputs -Force
    $changed += Get-ChildItem $inputs -Recurse -Force
    return -not ($changed | Where-Object { $_.LastWriteTimeUtc -gt $since } | Select-Object -First 1)
}

if (Test-Built) {
    $dotnet = Get-Candidates | Select-Object -First 1
    if (-not $dotnet) { $dotnet = Find-Sdk }
}
else {
    $dotnet = Find-Sdk
    $why = if (Test-Path $hostDll) { ', because the code has changed ...' } else { '. The first time this takes about two minutes ...' }
    [Console]::Error.WriteLine("Building the host$why")
    New-Item $built -ItemType Directory -Force | Out-Null
    # What is saved while it is being built is newer than this, and is built next time.
    $started = Get-Date
    $output = Join-Path $built 'output.log'
    $errors = Join-Path $built 'errors.log'
    $build = 'build', 'build/Build.csproj', '-p:HostOnly=true', '--configuration', 'Release', '--nologo', '--verbosity', 'quiet'
    # A compiler that runs for half a minute does not earn back what profiling itself costs.
    $profiling = $env:DOTNET_TieredPGO
    $env:DOTNET_TieredPGO = '0'
    try {
        # Into files: a compiler that stays in memory would keep a pipe open.
        $files = @{ RedirectStandardOutput = $output; RedirectStandardError = $errors }
        $process = Start-Process $dotnet -ArgumentList $build -WorkingDirectory $root -NoNewWindow -PassThru @files
    }
    finally { $env:DOTNET_TieredPGO = $profiling }
    # Without its handle, Windows PowerShell forgets the exit code.
    $null = $process.Handle
    # It shows that it lives: in a terminal by one line, elsewhere by one every half minute.
    $seconds = 0
    while (-not $process.WaitForExit(1000)) {
        $seconds++
        if (-not [Console]::IsErrorRedirected) { [Console]::Error.Write("`r  $seconds s ") }
        elseif ($seconds % 30 -eq 0) { [Console]::Error.WriteLine("  still building after $seconds s") }
    }
    if (-not [Console]::IsErrorRedirected) { [Console]::Error.Write("`r        `r") }
    $log = @(Get-Content $output) + @(Get-Content $errors)
    if ($process.ExitCode -ne 0) {
        $log | ForEach-Object { [Console]::Error.WriteLine($_) }
        [Console]::Error.WriteLine('Starting: the host could not be built; see above.')
        exit 1
    }
    $log | ForEach-Object { [regex]::Match("$_", ': warning (NU190[0-4]: .*?)( \[[^\]]*\])?$') } | Where-Object { $_.Success } |
        ForEach-Object { "Warning: $($_.Groups[1].Value)" } | Sort-Object -Unique | Set-Content $advisories
    Set-Content $stamp ''
    (Get-Item $stamp).LastWriteTime = $started
}

if (Test-Path $advisories) { Get-Content $advisories | ForEach-Object { [Console]::Error.WriteLine($_) } }

# The runtime makes its youngest generation as large as the processor's last cache: some MB on one machine, hundreds on the next. 2 MB keep
# a run's memory the same on all (docs/performance.md).
if (-not $env:DOTNET_GCgen0size) { $env:DOTNET_GCgen0size = '0x200000' }
& $dotnet $hostDll @args
exit $LASTEXITCODE
