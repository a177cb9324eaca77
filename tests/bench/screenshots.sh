#!/usr/bin/env bash
# The screenshots of the README, made anew: of a sample store, in which nobody is real.
# Usage: tests/bench/screenshots.sh LINEAMENT [FOLDER]    (FOLDER: resources/screenshots)
set -euo pipefail
program=$(realpath "$1")
out=${2:-$(dirname "${BASH_SOURCE[0]}")/../../resources/screenshots}
mkdir -p "$out"
out=$(realpath "$out")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export QT_QPA_PLATFORM=offscreen QT_SCALE_FACTOR=1 LC_ALL=C.UTF-8
data=$work/store
"$program" --data "$data" sample >/dev/null

# The window's settings lie beside a store that is given by hand.
settings() {
    printf '[window]\ntheme=%s\nlanguage=%s\n[firstStart]\ntoured=true\n' "$1" "$2" >"$data/window.ini"
}
shot() { # name page theme language [file]
    settings "$3" "$4"
    "$program" --data "$data" gui --page "$2" --screenshot "$out/$1.png" ${5:+--open "$5"}
    printf '%s\n' "$out/$1.png"
}

shot footage footage dark en "$data/sample/lobby.mp4"
shot people people light en
shot studio studio dark en
shot footage-zh footage light zh_CN "$data/sample/lobby.mp4"
