"""Does named pieces of work and times them: every line of input names one and the seconds to spend on it; the answer is a line of JSON.

Started by compare.py, once for each setting of the thread pools (torch and OpenMP threads as the argument, OPENBLAS_NUM_THREADS in the environment).
"""
import json
import statistics
import sys
import time

import kernels
import training

MODULES = [kernels, training]  # each has WORKS: what it can time, and ROWS: what compare.py shows of it
WORKS = {name: work for module in MODULES for name, work in module.WORKS.items()}


def median(run, repeats, seconds):
    run()
    times = []
    start = time.perf_counter()
    while len(times) < 3 or time.perf_counter() - start < seconds:
        begin = time.perf_counter()
        for _ in range(repeats):
            run()
        times.append((time.perf_counter() - begin) * 1e3 / repeats)
    return statistics.median(times)


def main():
    threads = int(sys.argv[1])
    prepared = {}
    for line in sys.stdin:
        name, seconds = line.split()
        if name not in prepared:
            run = WORKS[name](threads)
            run()
            begin = time.perf_counter()
            run()
            prepared[name] = run, max(1, int(0.002 / (time.perf_counter() - begin)))
        print(json.dumps({"work": name, "milliseconds": median(*prepared[name], float(seconds))}), flush=True)


if __name__ == "__main__":
    main()
