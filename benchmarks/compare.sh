#!/usr/bin/env bash
# Compares OutProc with C programs and Python's multiprocessing, in turn, in one run: see docs/performance.md.
# Needs the .NET 10 SDK; gcc, make and python3 for the rows that are named as missing without them.
set -uo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

usage() {
    cat >&2 <<'TEXT'
usage: compare.sh [quick|full] [options]

  quick            under a minute after the build (default)
  full             all rows at full length
  --only PATTERN   only comparisons whose name matches, * for anything
  --json FILE      write the JSON lines to FILE too
  --chart FILE     draw the comparisons into FILE, as SVG
  --ms N           length of one measurement in milliseconds
  --list           name the comparisons
TEXT
    exit 2
}

# Looked at before the build, which takes longer than reading the usage.
for ((i = 1; i <= $#; i++)); do
    case "${!i}" in
        quick | full) ((i == 1)) || usage ;;
        --only | --json | --chart | --ms)
            ((i++ < $#)) || usage
            ;;
        --list) ;;
        *) usage ;;
    esac
done

if command -v gcc > /dev/null && command -v make > /dev/null; then
    make --silent --directory "$here/baselines" CC=gcc || exit 1
else
    echo "No gcc or no make: the C programs are not built." >&2
fi

dotnet build "$here/OutProc.Compare" --configuration Release --verbosity quiet || exit 1
exec dotnet "$here/OutProc.Compare/bin/Release/net10.0/OutProc.Compare.dll" "$@"
