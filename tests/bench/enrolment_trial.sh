#!/bin/bash
# What a new user does, measured: people of LFW enrolled with bad photos among them, held-out photos and
# strangers searched for, people enrolled twice found out.
#     tests/bench/enrolment_trial.sh LINEAMENT DATA [PEOPLE]
# DATA holds lfw/ (one folder a person) and images/ (exif, format, quality, pngsuite). Takes about six minutes on
# two cores. The store is one of its own and is deleted.
set -euo pipefail
program=$1 data=$2 people=${3:-300}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bad"
# Twenty photos that nobody should be enrolled from: damaged files, pictures without a face, and one face blurred,
# shaken, dark, tiny, upside down, as a negative or enlarged from 24 px.
for name in xc1n0g08 xc9n2c08 xcrn0g04 xd0n2c08 xdtn0g01 xhdn0g08 xlfn0g04 xs1n0g01 basn2c08 basn3p08 basn6a08; do
    cp "$data/images/pngsuite/$name.png" "$work/bad"
done
for name in blur8.jpg blur12.jpg motion25.jpg dark0.04.png small_w32.png rot180.jpg negative.jpg \
    upscaled_from_w24.png tiny_face_in_12MP.jpg; do
    cp "$data/images/quality/$name" "$work/bad"
done
echo "$(ls "$work/bad" | wc -l) bad photos"
# Status 1: photos were refused, which is what is measured.
"$program" evaluate-enrolment "$data/lfw" --people "$people" --bad "$work/bad" --data "$work/store" "${@:4}" ||
    [ $? -eq 1 ]
