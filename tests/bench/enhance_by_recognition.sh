#!/bin/bash
# Accuracy on degraded pairs with and without restoration, by people whom the restorer has not seen:
#     tests/bench/enhance_by_recognition.sh LINEAMENT LFW_FOLDER [FOLDS] > table.md
# FOLDS: those kept out of training (5,6,7,8,9). One row a setting: accuracy, its 95 % interval, TAR at FMR 1e-2.
set -euo pipefail
program=$1 lfw=$2 folds=${3:-5,6,7,8,9}
row() {
    local title=$1
    shift
    # Status 1: faces were not found in some pictures, which is what the last column says.
    { "$program" evaluate "$lfw/pairs.csv" --root "$lfw" --folds "$folds" --json "$@" 2>/dev/null || [ $? -eq 1 ]; } |
        python3 -c '
import json, sys
d = json.load(sys.stdin)
low, high = d["accuracy_interval"]
print("| %s | %.4f | %.4f to %.4f | %.3f | %.1f %% |" % (sys.argv[1], d["accuracy"], low, high, d["tar"]["0.01"],
                                                         100 * d["failed_to_acquire"]))' "$title"
}
echo "| second picture | accuracy | 95 % interval | TAR at FMR 1e-2 | not found |"
echo "|---|---|---|---|---|"
row "as it is"
for width in 8 12 16 24; do
    row "$width px, bicubic, clean alignment" --degrade width=$width --oracle-alignment
    row "$width px, restored, clean alignment" --degrade width=$width --enhance restore --oracle-alignment
done
for width in 12 16; do
    row "$width px, bicubic" --degrade width=$width
    row "$width px, restored" --degrade width=$width --enhance restore
done
poor=width=16,noise=10,jpeg=40
for chain in "" superres denoise restore denoise,restore; do
    row "16 px, noise 10, JPEG 40, ${chain:-bicubic}, clean alignment" --degrade $poor ${chain:+--enhance $chain} --oracle-alignment
done
