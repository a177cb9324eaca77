#!/bin/bash
# Several looks at a face against the best one, on tracks of recordings reduced to 16 px (noise 4, JPEG 70):
#     tests/bench/enhance_several_looks.sh BENCH_ENHANCE FILM... > table.md
# Similarity (fr_feature) to the person as seen well in the rest of the film, mean over windows of 12 looks.
set -euo pipefail
bench=$1
shift
for film in "$@"; do
    "$bench" "$film" "${PX:-16}"
done | python3 -c '
import re, sys
rows, films = {}, []
for line in sys.stdin:
    head = re.match(r"(.*): (\d+) looks, (\d+) windows", line)
    if head:
        films.append("%s (%s windows)" % (head[1].rsplit("/", 1)[-1], head[3]))
        continue
    name, value = re.match(r"  (.*?) +(-?[0-9.]+)$", line.rstrip()).groups()
    rows.setdefault(name, []).append(float(value))
print("| | " + " | ".join(films) + " | mean |")
print("|---|" + "---|" * (len(films) + 1))
for name, values in rows.items():
    print("| %s | %s | %.3f |" % (name, " | ".join("%.3f" % v for v in values), sum(values) / len(values)))'
