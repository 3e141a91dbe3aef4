"""The kernels' work in PyTorch, NumPy, faiss and hnswlib. A factory prepares the data for some threads and returns what is timed."""
import functools

import numpy as np

GALLERY, LENGTH, QUERIES, BEST = 1_000_000, 128, 100, 10


def torch_of(threads):
    import torch

    torch.set_num_threads(threads)
    torch.set_grad_enabled(False)
    return torch


def matmul(m, k, n):
    def prepare(threads):
        torch = torch_of(threads)
        a, b, c = torch.rand(m, k) * 2 - 1, torch.rand(k, n) * 2 - 1, torch.empty(m, n)
        return lambda: torch.matmul(a, b, out=c)

    return prepare


def wta_values():
    random = np.random.default_rng(1)
    return random.random((100_000, 512), dtype=np.float32), random.integers(0, 512, (512, 4))


def wta_numpy(threads):
    values, windows = wta_values()
    flat = windows.reshape(-1)

    def run():
        for start in range(0, len(values), 2_000):  # in parts: all at once is slower still
            part = values[start:start + 2_000]
            np.take(part, flat, axis=1).reshape(len(part), *windows.shape).argmax(2).astype(np.uint8)

    return run


def wta_torch(threads):
    torch = torch_of(threads)
    values, windows = map(torch.from_numpy, wta_values())
    flat = windows.reshape(-1)

    def run():
        for part in values.split(2_000):
            part.index_select(1, flat).view(len(part), *windows.shape).argmax(2).to(torch.uint8)

    return run


def agreement_torch(threads):
    torch = torch_of(threads)
    codes = torch.randint(0, 4, (4096, 512))
    one_hot = torch.nn.functional.one_hot(codes, 4).view(4096, -1).float()
    counts = torch.empty(4096, 4096)
    return lambda: torch.matmul(one_hot, one_hot.t(), out=counts)


@functools.cache
def gallery(rows, length):
    random = np.random.default_rng(1)
    return random.random((rows, length), dtype=np.float32) - 0.5, random.random((QUERIES, length), dtype=np.float32) - 0.5


@functools.cache
def flat_index(rows, length):
    import faiss

    index = faiss.IndexFlatIP(length)
    index.add(gallery(rows, length)[0])
    return index


def scan_faiss(rows, length, queries):
    def prepare(threads):
        import faiss

        faiss.omp_set_num_threads(threads)
        index, asked = flat_index(rows, length), gallery(rows, length)[1][:queries]

        def run():
            faiss.omp_set_num_threads(threads)
            index.search(asked, BEST)

        return run

    return prepare


def scan_torch(rows, length, queries):
    def prepare(threads):
        torch = torch_of(threads)
        values, asked = map(torch.from_numpy, gallery(rows, length))
        asked = asked[:queries]
        return lambda: torch.topk(asked @ values.t(), BEST)

    return prepare


def scan_hnswlib(rows, length, queries):
    def prepare(threads):
        import hnswlib

        values, asked = gallery(rows, length)
        index = hnswlib.BFIndex("ip", length)
        index.init_index(rows)
        index.add_items(values)
        return lambda: index.knn_query(asked[:queries], BEST)

    return prepare


WORKS = {
    "matmul-1024:torch": matmul(1024, 1024, 1024),
    "matmul-2048:torch": matmul(2048, 2048, 2048),
    "matmul-4096x64x64:torch": matmul(4096, 64, 64),
    "matmul-256x32x32:torch": matmul(256, 32, 32),
    "matmul-1x512x512:torch": matmul(1, 512, 512),
    "wta-hash:numpy": wta_numpy,
    "wta-hash:torch": wta_torch,
    "code-agreement:torch": agreement_torch,
    "scan-hundred:faiss": scan_faiss(GALLERY, LENGTH, QUERIES),
    "scan-hundred:torch": scan_torch(GALLERY, LENGTH, QUERIES),
    "scan-one:faiss": scan_faiss(GALLERY, LENGTH, 1),
    "scan-one:torch": scan_torch(GALLERY, LENGTH, 1),
    "scan-one:hnswlib": scan_hnswlib(GALLERY, LENGTH, 1),
    "scan-one-7000x1536:faiss": scan_faiss(7_000, 1_536, 1),
    "scan-one-7000x1536:torch": scan_torch(7_000, 1_536, 1),
}

ROWS = [  # our work, the peers' work, what it is, the ratio aimed at
    ("matmul-1024", ["matmul-1024:torch"], "matrix product 1024 x 1024 x 1024", 0.95),
    ("matmul-2048", ["matmul-2048:torch"], "matrix product 2048 x 2048 x 2048", 0.95),
    ("matmul-4096x64x64", ["matmul-4096x64x64:torch"], "matrix product (4096 x 64)(64 x 64)", 1.2),
    ("matmul-256x32x32", ["matmul-256x32x32:torch"], "matrix product (256 x 32)(32 x 32)", 1.2),
    ("matmul-1x512x512", ["matmul-1x512x512:torch"], "matrix product (1 x 512)(512 x 512)", None),
    ("wta-hash", ["wta-hash:numpy"], "WTA hash, 100,000 x 512 values, 512 codes of window 4", 10),
    ("wta-hash", ["wta-hash:torch"], "the same", 3),
    ("code-agreement", ["code-agreement:torch"], "agreement of all pairs of 4,096 x 512 codes; PyTorch: one-hot product", 5),
    ("scan-hundred", ["scan-hundred:faiss", "scan-hundred:torch"], "exact top 10 of 1 million x 128, 100 queries", 2),
    ("scan-one", ["scan-one:faiss"], "one query", 1.5),
    ("scan-one", ["scan-one:torch", "scan-one:hnswlib"], "one query; PyTorch, hnswlib (BFIndex)", None),
    ("scan-one-bfloat16", ["scan-one:faiss"], "one query, bfloat16 re-ranked in float32", None),
    ("scan-one-int8", ["scan-one:faiss"], "one query, int8 re-ranked in float32", 4),
    ("scan-one-7000x1536", ["scan-one-7000x1536:faiss", "scan-one-7000x1536:torch"], "exact top 10 of 7,000 x 1,536, one query", 2),
]
