#!/usr/bin/env bash
# Training and generation beside the same pair of networks in eager Python torch, in turns in one run:
#   tests/bench/gan_against_peer.sh PEER.py [ROUNDS]
# PEER.py prints "training N images/s" and "generation N images/s"; each side's best round counts, since a
# shared machine only ever takes away.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
peer=${1:?name the script of the peer}
rounds=${2:-3}
ours=build/release/bench/bench_gan
best() { sort -g | tail -1; }
for ((i = 0; i < rounds; ++i)); do
    /usr/bin/python3 "$peer" | tee -a "$PWD/build/peer.txt"
    "$ours" --benchmark_filter='train/faces64_bf16|generate/faces64_bf16/32' 2>/dev/null |
        awk '/items_per_second/ { split($0, part, "items_per_second="); print $1, part[2] }' | tee -a "$PWD/build/ours.txt"
done
value() { awk -v what="$2" '$0 ~ what { for (i = 1; i <= NF; ++i) if ($i ~ /^[0-9.]+[k]?(\/s)?$/) { v = $i; sub("/s", "", v); if (v ~ /k$/) { sub("k", "", v); v *= 1000 }; last = v }; print last }' "$1" | best; }
echo "training    ours $(value build/ours.txt train) peer $(value build/peer.txt training) images/s"
echo "generation  ours $(value build/ours.txt generate) peer $(value build/peer.txt generation) images/s"
rm -f build/peer.txt build/ours.txt
