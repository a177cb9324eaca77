#!/usr/bin/env python3
"""Four recorded streams watched live at once, for minutes or hours:

    tests/bench/soak_presence.py LINEAMENT VIDEO... [--minutes 1] [--streams 4] [--analysts 2]

Each clip shows one person the whole time and plays over and over at its own speed. Says frames analysed a second and
the latency of each stream, how memory went, and whether an event was lost or doubled; ends with status 1 if any of it
is beyond its limit, and if it could not be measured. The limits can be given, to see that each of them holds:
--least-fps 1000 must fail. Needs ffmpeg, to take the reference photos out of the clips.
"""
import argparse
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time

LOOKS, WINDOW_S, COOL_DOWN_S = 2, 3, 10
LEAST_FPS, LONGEST_P95_MS = 10, 500
GROWTH_MIB, SETTLE_SHARE = 24, 0.3
LEAST_SAMPLES = 20
# The first event needs weights to be loaded and a stream to be opened.
FIRST_S = 15
# A person who is there all the time counts again soon after the cool-down: a clip that begins again, and the looks
# that must agree, take so long at most.
SLACK_S = 5


def rss_mib(pid):
    with open(f"/proc/{pid}/status") as status:
        for line in status:
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("lineament")
    parser.add_argument("videos", nargs="+")
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--streams", type=int, default=4)
    parser.add_argument("--analysts", type=int, default=2)
    parser.add_argument("--least-fps", type=float, default=LEAST_FPS, help="analysed frames a second of each stream")
    parser.add_argument("--longest-ms", type=float, default=LONGEST_P95_MS, help="latency at the 95th percentile")
    parser.add_argument("--most-growth", type=float, default=GROWTH_MIB, help="of memory once it has settled, MiB")
    given = parser.parse_args()
    if given.minutes * 60 < FIRST_S + 2 * (COOL_DOWN_S + SLACK_S):
        parser.error("too short to tell whether an event is lost")
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        data = os.path.join(folder, "data")

        def run(*arguments):
            out = subprocess.run([given.lineament, "--data", data, "--json", *arguments], stdin=subprocess.DEVNULL,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            if out.returncode not in (0, 1):
                sys.exit(f"{arguments[0]}: {out.stderr}")
            return json.loads(out.stdout)

        people = []
        for number, video in enumerate(dict.fromkeys(given.videos)):
            photos = os.path.join(folder, f"photos{number}")
            os.mkdir(photos)
            subprocess.run(["ffmpeg", "-loglevel", "error", "-i", video, "-vf", "fps=2", "-frames:v", "6",
                            os.path.join(photos, "%d.png")], check=True)
            names = sorted(os.path.join(photos, name) for name in os.listdir(photos))
            people.append(run("enrol", "--name", f"person {number}", "--gate", "off", "--several-faces", "largest",
                              *names)["identity_id"])
        for stream in range(given.streams):
            run("cameras", "add", f"cam-{stream}", given.videos[stream % len(given.videos)], "--zone", f"zone {stream}")
        run("watchlists", "add", "Everybody", "--looks", str(LOOKS), "--cool-down", str(COOL_DOWN_S), "--fmr", "1e-4")
        for person in people:
            run("watchlists", "put", "Everybody", str(person))

        seconds = 60 * given.minutes
        watch = subprocess.Popen(
            [given.lineament, "--data", data, "--json", "watch", "--loop", "--looks", str(LOOKS), "--window",
             str(WINDOW_S), "--cool-down", str(COOL_DOWN_S), "--analysts", str(given.analysts), "--seconds",
             str(seconds)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        memory = []

        def sample():
            while watch.poll() is None:
                try:
                    value = rss_mib(watch.pid)
                except OSError:
                    break
                if value:
                    memory.append(value)
                time.sleep(0.5)

        sampler = threading.Thread(target=sample)
        sampler.start()
        begun = time.time()
        out = watch.communicate()[0]
        ended = time.time()
        sampler.join()
        if watch.returncode != 0:
            sys.exit(f"watch ended with status {watch.returncode}")
        if ended - begun < 0.9 * seconds:
            failures.append(f"it ended after {ended - begun:.0f} s instead of {seconds:.0f}")
        result = json.loads(out)
        if len(result["cameras"]) != given.streams:
            failures.append(f"{len(result['cameras'])} streams were watched instead of {given.streams}")

        print(f"{given.streams} streams, {seconds:.0f} s, {os.cpu_count()} cores")
        for camera in result["cameras"]:
            print("%-7s %5d x %-4d  analysed %5d (%5.1f a second), dropped %5d, latency %4.0f ms, 95 %% %4.0f ms"
                  % (camera["camera"], camera["width"], camera["height"], camera["analysed"], camera["analysed_fps"],
                     camera["dropped"], camera["latency_ms"], camera["latency_p95_whole_ms"]))
            # By the clock of this script, too: what the program says of itself includes no pause before or after.
            measured = camera["analysed"] / max(1e-9, ended - begun - FIRST_S)
            if min(camera["analysed_fps"], measured) < given.least_fps:
                failures.append(f"{camera['camera']}: fewer than {given.least_fps:g} frames a second")
            if camera["latency_p95_whole_ms"] > given.longest_ms:
                failures.append(f"{camera['camera']}: the latency is above {given.longest_ms:g} ms")

        if len(memory) < LEAST_SAMPLES:
            sys.exit("the memory could not be measured")
        settled = memory[int(len(memory) * SETTLE_SHARE):]
        third = max(1, len(settled) // 3)
        early, late = statistics.median(settled[:third]), statistics.median(settled[-third:])
        print(f"memory {early:.0f} MiB early, {late:.0f} MiB late, {max(memory):.0f} MiB at most")
        if late - early > given.most_growth:
            failures.append(f"memory grew by {late - early:.0f} MiB")

        store = sqlite3.connect(f"file:{data}/lineament.sqlite?mode=ro", uri=True)
        cameras = dict(store.execute("SELECT name, id FROM cameras"))
        for title, told, table in (("sightings", result["sightings"], "sightings"), ("alerts", result["alerts"], "alerts")):
            kept = store.execute(f"SELECT camera_id, identity_id, at, key FROM {table} ORDER BY camera_id, identity_id, at"
                                 ).fetchall()
            said = sum(camera[title] for camera in result["cameras"])
            gaps = [(later[2] - one[2]) / 1000 for one, later in zip(kept, kept[1:]) if one[:2] == later[:2]]
            doubled = sum(gap < COOL_DOWN_S - 0.001 for gap in gaps)
            late_ones = sum(gap > COOL_DOWN_S + SLACK_S for gap in gaps)
            # Also before the first and after the last: who is there all the time is told of all the time.
            for pair in {row[:2] for row in kept}:
                times = [row[2] / 1000 for row in kept if row[:2] == pair]
                late_ones += times[0] - begun > FIRST_S + COOL_DOWN_S + SLACK_S
                late_ones += ended - times[-1] > COOL_DOWN_S + 2 * SLACK_S
            expected = {(cameras[f"cam-{stream}"], people[list(dict.fromkeys(given.videos)).index(
                given.videos[stream % len(given.videos)])]) for stream in range(given.streams)}
            print(f"{title}: {said} counted, {len(told)} told, {len(kept)} stored, {doubled} doubled, "
                  f"{late_ones} later than they should be")
            if not said == len(told) == len(kept) == len({row[3] for row in kept}):
                failures.append(f"{title}: some were lost or doubled")
            if doubled or late_ones:
                failures.append(f"{title}: not one each {COOL_DOWN_S} s")
            if expected - {row[:2] for row in kept}:
                failures.append(f"{title}: a stream has none of the person in it")
            if {row[:2] for row in kept} - expected:
                failures.append(f"{title}: somebody was seen where they are not")
        audit = run("audit", "verify")
        if not audit["valid"]:
            failures.append("the audit trail is broken")
    for failure in failures:
        print("FAILED", failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
