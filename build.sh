#!/usr/bin/env bash
# Starts the host: finds an SDK that fits global.json, builds when an input has changed, passes on all arguments and the exit code.
set -euo pipefail

root="$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)"

say() {
  printf '%s\n' "$*" >&2
}

# With too few files a process the SDK can't build, and the runtime can't load the host and says nothing that anybody understands. Of the
# two limits the hard one counts: the runtime raises the other to it.
fewest_files=512
open_files="$(ulimit -H -n)"
if [ "$open_files" != unlimited ] && [ "$open_files" -lt "$fewest_files" ]; then
  say "Starting: a process may open only $open_files files here, and the audits need $fewest_files. Raise the limit (ulimit -n)."
  exit 1
fi

# The SDKs that may be there: the one that DOTNET_ROOT names, the one on the PATH, and the places where installers put them.
candidates() {
  if [ -n "${DOTNET_ROOT:-}" ]; then
    printf '%s\n' "$DOTNET_ROOT/dotnet"
  fi
  command -v dotnet || true
  printf '%s\n' "$HOME/.dotnet/dotnet" /usr/share/dotnet/dotnet /usr/local/share/dotnet/dotnet /usr/lib/dotnet/dotnet /opt/dotnet/dotnet
}

# `dotnet --version` fails in a folder whose global.json no installed SDK fits.
find_sdk() {
  local candidate
  while IFS= read -r candidate; do
    if [ -x "$candidate" ] && (cd "$root" && "$candidate" --version) >/dev/null 2>&1; then
      printf '%s\n' "$candidate"
      return 0
    fi
  done < <(candidates)
  local version script=https://dot.net/v1/dotnet-install.sh
  version="$(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' "$root/global.json")"
  say "Starting: no .NET SDK fits global.json ($version or a later feature band of the same version)."
  say "Install one from https://dotnet.microsoft.com/download, or with: curl -sSL $script | bash -s -- --jsonfile \"$root/global.json\""
  return 1
}

# version_of PACKAGE: the version that Directory.Packages.props names
version_of() {
  sed -n "s/.*<PackageVersion Include=\"$1\" Version=\"\([^\"]*\)\".*/\1/p" "$root/Directory.Packages.props"
}

# The packages that have stand-ins: asked for once, and the answer kept until another version is wanted.
choose_packages() {
  local wanted answer="$root/.build/upstream-packages" log sdk codes
  wanted="Cake.Frosting $(version_of Cake.Frosting) and GitLabApiClient $(version_of GitLabApiClient)"
  if [ -f "$answer" ] && [ "$(sed 1d "$answer")" = "$wanted" ]; then
    sed -n 1p "$answer"
    return
  fi
  sdk="$(find_sdk)" || return 1
  mkdir -p "$root/.build"
  log="$(mktemp "$root/.build/restore.XXXXXX")"
  if (cd "$root" && UpstreamPackages=true "$sdk" restore build/Build.csproj -p:HostOnly=true --verbosity quiet) >"$log" 2>&1; then
    say "UpstreamPackages=auto: the registry has $wanted; they are taken."
    printf 'true\n%s\n' "$wanted" >"$answer"
  elif grep -qE 'error NU110[12]' "$log" && ! grep -E 'error [A-Z]+[0-9]+' "$log" | grep -qvE 'error NU110[12]'; then
    codes="$(grep -oE 'NU110[12]' "$log" | sort -u | xargs | tr ' ' ,)"
    say "UpstreamPackages=auto: the registry lacks $wanted, or what they need ($codes); the stand-ins in src/StandIns are taken."
    printf 'false\n%s\n' "$wanted" >"$answer"
  else
    cat "$log" >&2
    rm -f "$log"
    say "Starting: asking the registry for $wanted failed; see above. With UpstreamPackages=false it is not asked."
    return 1
  fi
  rm -f "$log"
  sed -n 1p "$answer"
}

upstream="$(printf '%s' "${UpstreamPackages:-false}" | tr '[:upper:]' '[:lower:]')"
case "$upstream" in
  true | false) ;;
  auto) upstream="$(choose_packages)" || exit 1 ;;
  *)
    say "Starting: UpstreamPackages is '$UpstreamPackages'; give true, false or auto."
    exit 1
    ;;
esac
export UpstreamPackages="$upstream"
if [ "$upstream" = true ]; then kind='host-upstream'; else kind='host-default'; fi
host="$root/.build/$kind/bin/Build/release/PlatformAudits.Build.dll"
stamp="$root/.build/$kind/host.stamp"
advisories="$root/.build/$kind/advisories"

is_built() {
  [ -f "$host" ] && [ -f "$stamp" ] &&
    [ -z "$(find "$root/build" "$root/src" "$root/global.json" "$root/.editorconfig" "$root"/Directory.* -newer "$stamp" -print -quit)" ]
}

# Shows that a build lives, until it is killed or this script is gone: in a terminal by one line, elsewhere by one every half minute. Sleep
# holds nothing open that somebody reads to its end.
show_life() {
  local seconds=0
  while sleep 1 >/dev/null 2>&1 && kill -0 $$ 2>/dev/null; do
    seconds=$((seconds + 1))
    if [ -t 2 ]; then
      printf '\r  %d s ' "$seconds" >&2
    elif [ $((seconds % 30)) = 0 ]; then
      say "  still building after $seconds s"
    fi
  done
}

end_life() {
  kill "$life" 2>/dev/null || true
  wait "$life" 2>/dev/null || true
  if [ -t 2 ]; then printf '\r        \r' >&2; fi
}

dotnet=
if ! is_built; then
  dotnet="$(find_sdk)" || exit 1
  if [ -f "$host" ]; then
    say "Building the host, because the code has changed …"
  else
    say "Building the host. The first time this takes about two minutes …"
  fi
  mkdir -p "$root/.build/$kind"
  started="$(mktemp "$root/.build/$kind/started.XXXXXX")"
  log="$started.log"
  show_life &
  life=$!
  trap end_life EXIT
  # A compiler that runs for half a minute does not earn back what profiling itself costs.
  if ! (
    cd "$root" &&
      DOTNET_TieredPGO=0 "$dotnet" build build/Build.csproj -p:HostOnly=true --configuration Release --nologo --verbosity quiet
  ) >"$log" 2>&1; then
    end_life
    trap - EXIT
    cat "$log" >&2
    rm -f "$started" "$log"
    say "Starting: the host could not be built; see above."
    exit 1
  fi
  end_life
  trap - EXIT
  sed -n 's/.*: warning \(NU190[0-4]: .*\)$/Warning: \1/p' "$log" | sed 's/ \[[^]]*\]$//' | sort -u >"$advisories"
  rm -f "$log"
  # What was saved while it was being built is newer than this, and is built next time.
  mv "$started" "$stamp"
fi

if [ -s "$advisories" ]; then cat "$advisories" >&2; fi

# No pipe: whoever writes into one that is read no further is killed, and with it the start.
if [ -z "$dotnet" ]; then
  while IFS= read -r candidate; do
    if [ -z "$dotnet" ] && [ -x "$candidate" ]; then
      dotnet="$candidate"
    fi
  done < <(candidates)
  if [ -z "$dotnet" ]; then
    find_sdk || exit 1
  fi
fi

# The runtime makes its youngest generation as large as the processor's last cache: some MB on one machine, hundreds on the next. 2 MB keep
# a run's memory the same on all (docs/performance.md).
export DOTNET_GCgen0size="${DOTNET_GCgen0size:-0x200000}"
exec "$dotnet" "$host" "$@"
