"""Ours beside PyTorch, NumPy, faiss and hnswlib: the same work, in turn, in one go. Prints the ratios as a Markdown table.

    benchmarks/peers/install                  # once: the peers, from Debian's packages
    python3 benchmarks/peers/compare.py       # everything; or name rows: compare.py matmul scan
    python3 benchmarks/peers/compare.py --rounds 5 --seconds 0.5 scan

Every peer runs in four processes, one for each setting of its two thread pools, and the best one counts; ours has as many threads as there are processors.
OPENBLAS_CORETYPE is unset. Times are medians over the rounds of medians within a round.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

from worker import MODULES

SETTINGS = [(1, 2), (2, 1), (1, 1), (2, 2)]  # OpenMP (torch, faiss) threads, OPENBLAS_NUM_THREADS
FOLDER = pathlib.Path(__file__).resolve().parent

READS = "read"  # a plain read of the 1 million x 128 gallery with all threads: the bandwidth that scans are held against


class Worker:
    """A process that times work by name."""

    def __init__(self, command, environment):
        self.process = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def measure(self, work, seconds):
        time.sleep(0.2)  # OpenBLAS' and OpenMP's threads spin for a while after their work: not on the next one's account
        self.process.stdin.write(f"{work} {seconds}\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line.startswith("{") or "error" in line:
            raise SystemExit(f"{work}: {line or 'the process ended'}")
        return json.loads(line)


def clean_environment(**more):
    return {**{k: v for k, v in os.environ.items() if k not in ("OPENBLAS_CORETYPE", "OMP_NUM_THREADS")}, **more}


def our_worker(program):
    project = str(FOLDER.parent / "MultimodalML.Benchmarks")
    if not program:
        subprocess.run(["dotnet", "build", "-c", "Release", project], check=True, stdout=subprocess.DEVNULL)  # its warnings would stand between the figures
    command = ["dotnet", program, "peers"] if program else ["dotnet", "run", "--no-build", "-c", "Release", "--project", project, "--", "peers"]
    return Worker(command, clean_environment())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", nargs="*", help="rows whose name begins so; all without")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=0.3, help="for one measurement")
    parser.add_argument("--program", help="path of the built MultimodalML.Benchmarks.dll, instead of dotnet run")
    arguments = parser.parse_args()
    rows = [row for module in MODULES for row in module.ROWS if not arguments.rows or any(row[0].startswith(name) for name in arguments.rows)]

    ours = our_worker(arguments.program)
    peers = {setting: Worker([sys.executable, str(FOLDER / "worker.py"), str(setting[0])], clean_environment(OPENBLAS_NUM_THREADS=str(setting[1]))) for setting in SETTINGS}
    print("| work | ours, ms | peer, ms | its best setting | ratio | target | GB/s | of a plain read | recall@10 |\n|---|---|---|---|---|---|---|---|---|")
    for work, peer_works, title, target in rows:
        mine, reads, theirs = [], [], {}
        for _ in range(arguments.rounds):
            answer = ours.measure(work, arguments.seconds)
            mine.append(answer["milliseconds"])
            if answer["bytes"]:
                read = ours.measure(READS, arguments.seconds)
                reads.append(read["bytes"] / read["milliseconds"])
            for peer_work in peer_works:
                for setting, peer in peers.items():
                    theirs.setdefault((peer_work, setting), []).append(peer.measure(peer_work, arguments.seconds)["milliseconds"])
        own = statistics.median(mine)
        (best_work, setting), times = min(theirs.items(), key=lambda item: statistics.median(item[1]))
        best = statistics.median(times)
        bandwidth = f"{answer['bytes'] / own / 1e6:.1f}" if reads else ""
        share = f"{100 * answer['bytes'] / own / statistics.median(reads):.0f} %" if reads else ""
        recall = f"{answer['recall']:.3f}" if reads else ""
        print(
            f"| {title} | {own:.4g} | {best:.4g} | {best_work.split(':')[1]} {setting} | {best / own:.2f} | {target or ''} | {bandwidth} | {share} | {recall} |",
            flush=True)


if __name__ == "__main__":
    main()
