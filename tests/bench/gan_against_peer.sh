#!/usr/bin/env bash
# Training and generation beside the same pair of networks in eager Python torch, in turns in one run:
#   tests/bench/gan_against_peer.sh PEER.py [ROUNDS]
# PEER.py prints "training N images/s" and "generation N images/s". Each side's best round counts, since a shared
# machine only ever takes away.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
peer=${1:?name the script of the peer}
rounds=${2:-3}
figures=$(mktemp)
trap 'rm -f "$figures"' EXIT
for ((i = 0; i < rounds; ++i)); do
    /usr/bin/python3 "$peer" | awk '{ print "peer", $1, $2 }'
    build/release/bench/bench_gan --benchmark_format=csv --benchmark_filter='train/faces64_bf16|generate/faces64_bf16/32' 2>/dev/null |
        awk -F, '/^"/ { print "ours", ($1 ~ /train/ ? "training" : "generation"), $6 }'
done | tee "$figures"
awk '{ if ($3 > best[$2, $1]) best[$2, $1] = $3 }
     END { for (what in best) { split(what, key, SUBSEP); if (key[2] == "ours")
           printf "%s: %.1f against %.1f images/s, %.2f times\n", key[1], best[what], best[key[1], "peer"], best[what] / best[key[1], "peer"] } }' "$figures"
