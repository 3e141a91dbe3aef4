"""Training steps and scoring in PyTorch: the same networks, losses and batches as MultimodalML.Benchmarks' Training and Scoring. A factory prepares the data for some threads and returns what is timed.

step-a      inputs of 6, 9 and 4 values, encoders of 3 x 64 with ReLU, fusion 192 -> 64 -> 32; 256 pairs of rows, or all pairs of 256 rows; AdamW
step-b      the same with hidden 512 and embedding 256; 1,024 pairs of rows, or all pairs of 1,024 rows
step-c      three gated embedding units, 4,096 / 1,024 / 300 -> 2,048, masked margin softmax of the three pairs of modalities, 128 rows; AdamW
score       100,000 rows through the network of step-a, without gradients
"""


def torch_of(threads):
    import torch

    torch.set_num_threads(threads)
    torch.manual_seed(1)
    return torch


def fusion_network(torch, hidden, embedding):
    nn = torch.nn

    class Fusion(nn.Module):
        def __init__(self):
            super().__init__()
            self.encoders = nn.ModuleList(
                nn.Sequential(nn.Linear(n, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU()) for n in (6, 9, 4))
            self.head = nn.Sequential(nn.Linear(3 * hidden, hidden), nn.ReLU(), nn.Linear(hidden, embedding))

        def forward(self, inputs):
            return self.head(torch.cat([encode(x) for encode, x in zip(self.encoders, inputs)], 1))

    return Fusion()


def fusion_step(hidden, embedding, pairs, all_pairs):
    def prepare(threads):
        torch = torch_of(threads)
        functional = torch.nn.functional

        def loss_of_pairs(embeddings, labels):  # the first row of the first half with that of the second, and so on
            (a, b), (of_a, of_b) = embeddings.chunk(2), labels.chunk(2)
            return functional.mse_loss((functional.cosine_similarity(a, b) + 1) / 2, (of_a == of_b).float())

        def loss_of_all(embeddings, labels):  # cross-entropy, the two kinds of pair balanced
            unit = functional.normalize(embeddings)
            equal = labels[:, None] == labels[None, :]
            same, different = equal.float() - torch.eye(len(labels)), (~equal).float()
            weights = same * (0.5 / same.sum().clamp_min(1)) + different * (0.5 / different.sum().clamp_min(1))
            right = (unit @ unit.t()) * ((same - different) / 2) + 0.5
            return -(weights * right.clamp(1e-6, 1 - 1e-6).log()).sum()

        inputs, classes = [torch.rand(30_000, n) for n in (6, 9, 4)], torch.randint(0, 30, (30_000,))
        model = fusion_network(torch, hidden, embedding)
        return stepper(torch, model, lambda chosen: (loss_of_all if all_pairs else loss_of_pairs)(model([x[chosen] for x in inputs]), classes[chosen]), 30_000, pairs if all_pairs else 2 * pairs)

    return prepare


def gated_step(threads):
    torch = torch_of(threads)
    nn, functional = torch.nn, torch.nn.functional

    class Gated(nn.Module):
        def __init__(self, length):
            super().__init__()
            self.map, self.gate = nn.Linear(length, 2048), nn.Linear(2048, 2048)

        def forward(self, x):
            y = self.map(x)
            return y * torch.sigmoid(self.gate(y))

    lengths = (4096, 1024, 300)
    units, inputs = nn.ModuleList(Gated(length) for length in lengths), [torch.randn(4_096, length) for length in lengths]
    margin, targets = 0.001 * torch.eye(128), torch.arange(128)

    def loss_of_pair(a, b):
        scores = a @ b.t() - margin
        return functional.cross_entropy(scores, targets) + functional.cross_entropy(scores.t(), targets)

    def loss_of(chosen):
        video, audio, text = [unit(x[chosen]) for unit, x in zip(units, inputs)]
        return loss_of_pair(text, video) + loss_of_pair(audio, text) + loss_of_pair(audio, video)

    return stepper(torch, units, loss_of, 4_096, 128)


def stepper(torch, model, loss_of, row_count, batch):
    optimizer = torch.optim.AdamW(model.parameters(), 1e-4)

    def step():
        with torch.enable_grad():
            optimizer.zero_grad()
            loss = loss_of(torch.randint(0, row_count, (batch,)))
            loss.backward()
            optimizer.step()
            return loss.item()

    return step


def score(batch):
    def prepare(threads):
        torch = torch_of(threads)
        model, inputs = fusion_network(torch, 64, 32), [torch.rand(100_000, n) for n in (6, 9, 4)]

        def run():
            with torch.no_grad():
                for parts in zip(*(x.split(batch) for x in inputs)):
                    model(parts)

        return run

    return prepare


WORKS = {
    "step-a-pairs:torch": fusion_step(64, 32, 256, False),
    "step-a-all-pairs:torch": fusion_step(64, 32, 256, True),
    "step-b-pairs:torch": fusion_step(512, 256, 1024, False),
    "step-b-all-pairs:torch": fusion_step(512, 256, 1024, True),
    "step-c:torch": gated_step,
    "score:torch-1024": score(1_024),
    "score:torch-8192": score(8_192),
    "score:torch-all": score(100_000),
}

ROWS = [  # our work, the peers' works, title, target of the ratio
    ("step-a-pairs", ["step-a-pairs:torch"], "training step: hidden 64, embedding 32, 256 pairs", 4),
    ("step-a-all-pairs", ["step-a-all-pairs:torch"], "training step: hidden 64, embedding 32, all pairs of 256 rows", 4),
    ("step-b-pairs", ["step-b-pairs:torch"], "training step: hidden 512, embedding 256, 1,024 pairs", 1.2),
    ("step-b-all-pairs", ["step-b-all-pairs:torch"], "training step: hidden 512, embedding 256, all pairs of 1,024 rows", 1.2),
    ("step-c", ["step-c:torch"], "training step: gated joint space of 2,048, 128 rows", 1.15),
    ("score", [name for name in WORKS if name.startswith("score:")], "scoring 100,000 rows, default network", 3),
]
