"""One training step of the fusion network in PyTorch, beside which TrainingStepBenchmarks' CosinePairs row is held.

The same network (inputs of 6, 9 and 4 values, encoders of 3 x 64 with ReLU, fusion 192 -> 64 -> 32), the same loss (all pairs of 256 rows,
cross-entropy of (cos + 1) / 2, the two kinds of pair balanced), AdamW. Prints the median of 5 x 200 steps for each setting of the two
thread pools; each setting needs a process of its own.

    python3 benchmarks/peers/training_step.py            # all settings
"""
import os
import statistics
import subprocess
import sys
import time

SETTINGS = [(1, 1), (1, 2), (2, 1), (2, 2)]  # torch threads, OPENBLAS_NUM_THREADS


def measure(threads):
    import torch
    from torch import nn
    from torch.nn import functional

    torch.set_num_threads(threads)
    torch.manual_seed(1)

    class Fusion(nn.Module):
        def __init__(self):
            super().__init__()
            self.encoders = nn.ModuleList(
                nn.Sequential(nn.Linear(n, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU()) for n in (6, 9, 4))
            self.head = nn.Sequential(nn.Linear(192, 64), nn.ReLU(), nn.Linear(64, 32))

        def forward(self, inputs):
            return self.head(torch.cat([encode(x) for encode, x in zip(self.encoders, inputs)], 1))

    def loss_of(embeddings, labels):
        unit = functional.normalize(embeddings)
        p = ((unit @ unit.t() + 1) / 2).clamp(1e-6, 1 - 1e-6)
        same = (labels[:, None] == labels[None, :]).float() - torch.eye(len(labels))
        different = (labels[:, None] != labels[None, :]).float()
        return 0.5 * (-(same * p.log()).sum() / same.sum().clamp_min(1) - (different * (1 - p).log()).sum() / different.sum().clamp_min(1))

    rows = [torch.rand(30_000, n) for n in (6, 9, 4)]
    classes = torch.randint(0, 30, (30_000,))
    model = Fusion()
    optimizer = torch.optim.AdamW(model.parameters(), 1e-3)

    def step():
        chosen = torch.randint(0, 30_000, (256,))
        optimizer.zero_grad()
        loss = loss_of(model([x[chosen] for x in rows]), classes[chosen])
        loss.backward()
        optimizer.step()

    for _ in range(100):
        step()
    times = []
    for _ in range(5):
        start = time.perf_counter()
        for _ in range(200):
            step()
        times.append((time.perf_counter() - start) / 200 * 1e6)
    print(f"torch threads {threads}, OPENBLAS_NUM_THREADS {os.environ['OPENBLAS_NUM_THREADS']}: {statistics.median(times):.0f} us a step", flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(int(sys.argv[1]))
    else:
        for torch_threads, blas_threads in SETTINGS:
            environment = {k: v for k, v in os.environ.items() if k != "OPENBLAS_CORETYPE"}
            environment["OPENBLAS_NUM_THREADS"] = str(blas_threads)
            subprocess.run([sys.executable, __file__, str(torch_threads)], env=environment, check=True)
