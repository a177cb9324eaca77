#!/usr/bin/env python3
"""How quickly a door decides, and whom it lets pass:

    tests/bench/door_decisions.py LINEAMENT MODELS [--videos VIDEO...] [--spoof FOLDER]

Videos, in each of which one person is seen the whole time, play as the camera of a door, at their own speed, before
somebody who is enrolled (granted), and before somebody who is not (refused); said are the times from the first good
look until the decision is in the log. Limit: 1 s.

FOLDER holds `live` and folders of attacks, each with one folder a person. Each person is judged at the door by a
calibration on all others (`evaluate-liveness --out`), at the threshold of that calibration; said are APCER and BPCER of
the decisions and what else was refused for which reason. Ends with status 1 if a decision was too slow, came without a
reason, or a picture of a face was let pass that was judged not live. Needs ffmpeg, to take photos out of the videos.
"""
import argparse
import collections
import json
import os
import shutil
import subprocess
import sys
import tempfile

LONGEST_MS = 1000
ROUND_S = 12


def quantile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(share * len(values)))]


class Program:
    def __init__(self, path, models, data):
        self.call = [path, "--models", models, "--data", data, "--json"]

    def __call__(self, *arguments):
        out = subprocess.run([*self.call, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, text=True)
        if out.returncode not in (0, 1):
            sys.exit(f"{' '.join(arguments[:2])}: {out.stderr}")
        return json.loads(out.stdout)


def time_decisions(given, folder, failures):
    run = Program(given.lineament, given.models, os.path.join(folder, "data"))
    for number, video in enumerate(given.videos):
        photos = os.path.join(folder, f"photos{number}")
        os.mkdir(photos)
        subprocess.run(["ffmpeg", "-loglevel", "error", "-i", video, "-vf", "fps=2", "-frames:v", "4",
                        os.path.join(photos, "%d.png")], check=True)
        run("enrol", "--name", f"person {number}", "--gate", "off", "--several-faces", "largest",
            *sorted(os.path.join(photos, name) for name in os.listdir(photos)))
    # Quality as it ships; without liveness, which has a measure of its own, so that people of videos may pass.
    for name, rules in (("open", ("--allow", "*", "--no-liveness")), ("shut", ("--allow", "nobody here", "--no-liveness")),
                        ("live", ("--allow", "*", "--liveness"))):
        run("doors", "add", name, *rules, "--failures", "0")
    print("decisions, ms from the first good look until they are in the log")
    everything = []
    for door in ("open", "shut", "live"):
        for video in given.videos:
            result = run("door", "run", door, "--source", video, "--loop", "--seconds", str(ROUND_S))
            times = [event["decision_ms"] for event in result["decisions"] if event["decision_ms"] > 0]
            everything += times
            words = collections.Counter((event["outcome"], event["reason"]) for event in result["decisions"])
            print("%-5s %-28s frames %4d of %4d  " % (door, os.path.basename(video), result["analysed"], result["frames"])
                  + ", ".join(f"{count} x {outcome}: {reason}" for (outcome, reason), count in words.items())
                  + ("  " + " ".join(map(str, times)) if times else ""))
            if any(not event["sentence"] for event in result["decisions"]):
                failures.append(f"{door}, {video}: a decision without a reason")
    if not everything:
        sys.exit("nothing was decided on a good look")
    print("all: %d decisions, median %d ms, 95 %% %d ms, longest %d ms"
          % (len(everything), quantile(everything, 0.5), quantile(everything, 0.95), max(everything)))
    if max(everything) > given.longest_ms:
        failures.append(f"a decision took {max(everything)} ms")


def judge_spoofs(given, folder, failures):
    people = sorted(os.listdir(os.path.join(given.spoof, "live")))
    kinds = sorted(os.listdir(given.spoof))
    shown = {kind: collections.Counter() for kind in kinds}
    for person in people:
        place = os.path.join(folder, person)
        others, models = os.path.join(place, "others"), os.path.join(place, "models")
        os.makedirs(models)
        for kind in kinds:
            os.makedirs(os.path.join(others, kind))
            for other in os.listdir(os.path.join(given.spoof, kind)):
                if other != person:
                    os.symlink(os.path.join(given.spoof, kind, other), os.path.join(others, kind, other))
        for name in os.listdir(given.models):
            if name != "calibration.json":
                os.symlink(os.path.abspath(os.path.join(given.models, name)), os.path.join(models, name))
        shutil.copyfile(os.path.join(given.models, "calibration.json"), os.path.join(models, "calibration.json"))
        os.chmod(os.path.join(models, "calibration.json"), 0o644)
        run = Program(given.lineament, models, os.path.join(place, "data"))
        run("evaluate-liveness", others, "--out", os.path.join(models, "calibration.json"))
        run("doors", "add", "Door", "--allow", "*", "--liveness", "--failures", "0")
        for kind in kinds:
            photos = os.path.join(given.spoof, kind, person)
            if not os.path.isdir(photos):
                continue
            result = run("door", "try", "Door", *sorted(os.path.join(photos, name) for name in os.listdir(photos)))
            for event in result["decisions"]:
                shown[kind][event["reason"] if event["liveness"] is None else
                            "judged " + ("live" if event["liveness"] >= event["liveness_threshold"] else "not live")] += 1
                if (event["liveness"] is not None and event["liveness"] < event["liveness_threshold"]
                        and (event["outcome"], event["reason"]) != ("refused", "not_live")):
                    failures.append(f"{kind} {event['path']}: {event['outcome']}, {event['reason']}")
    print("presentations at the door, each person judged by a calibration on the others")
    for kind in kinds:
        live, dead = shown[kind]["judged live"], shown[kind]["judged not live"]
        every = sum(shown[kind].values())
        rest = ", ".join(f"{count} x {reason}" for reason, count in shown[kind].most_common()
                         if not reason.startswith("judged"))
        wrong = dead if kind == "live" else live
        print("%-8s %4d shown, %4d judged; %s %.3f of those judged, %.3f of all%s"
              % (kind, every, live + dead, "BPCER" if kind == "live" else "APCER", wrong / max(1, live + dead),
                 wrong / max(1, every), f"; refused before that: {rest}" if rest else ""))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("lineament")
    parser.add_argument("models")
    parser.add_argument("--videos", nargs="+", default=[])
    parser.add_argument("--spoof")
    parser.add_argument("--longest-ms", type=float, default=LONGEST_MS)
    given = parser.parse_args()
    if not given.videos and not given.spoof:
        parser.error("nothing to measure: give --videos or --spoof")
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        if given.videos:
            time_decisions(given, folder, failures)
        if given.spoof:
            given.spoof = os.path.abspath(given.spoof)
            judge_spoofs(given, folder, failures)
    for failure in failures:
        print("FAILED", failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
