"""The training loop of the recipe seed in PyTorch, to compare ./twofold bench-train with.

Usage: ./twofold bench-train --against "python3 docs/benchmarks/seed_pytorch.py"

It plays a round of ITERATIONS, its only argument, for each line of its input, and answers each with iterations a
second and milliseconds of processor time an iteration.

The same networks, batches, losses, optimizers and steps, on noise of MNIST's shape: every pass as the recipe
says it, torch's own dropout, and Adam fused where this version of PyTorch has it, else over lists of tensors.
"""

import inspect
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

BATCH, CLASSES, PIXELS, HIDDEN, CODE = 128, 10, 784, 256, 16


def perceptron(sizes, dropout):
    layers = []
    for i in range(len(sizes) - 1):
        layers.append(nn.Linear(sizes[i], sizes[i + 1]))
        if i < len(sizes) - 2:
            layers += [nn.ReLU(), nn.Dropout(dropout)]
    return nn.Sequential(*layers)


class Game:
    def __init__(self, images):
        self.pixels = torch.randint(0, 256, (images, PIXELS), dtype=torch.uint8)
        self.labels = torch.randint(0, CLASSES, (images,))
        self.enc_s = perceptron([PIXELS, HIDDEN, HIDDEN, CODE], 0.2)
        self.enc_z = perceptron([PIXELS, HIDDEN, HIDDEN, CODE], 0.2)
        self.dec = perceptron([2 * CODE, HIDDEN, HIDDEN, PIXELS], 0.3)
        self.clf_s = nn.Linear(CODE, CLASSES)
        self.clf_z = nn.Linear(CODE, CLASSES)
        self.clf_x = nn.Linear(PIXELS, CLASSES)
        self.all = [self.enc_s, self.enc_z, self.dec, self.clf_s, self.clf_z, self.clf_x]
        self.supervised = [self.enc_s, self.clf_s, self.clf_x]
        self.autoencoder = [self.enc_z, self.dec]
        self.adam_supervised = adam(self.supervised)
        self.adam_autoencoder = adam(self.autoencoder)
        self.sgd_adversary = torch.optim.SGD(self.clf_z.parameters(), lr=1e-3)
        self.uninformative = torch.full((BATCH, CLASSES), 1.0 / CLASSES)

    def draw(self):
        rows = torch.randint(0, len(self.labels), (BATCH,))
        return self.pixels[rows].float().div_(255), self.labels[rows]

    def turn(self, learning):
        for network in self.all:
            network.requires_grad_(any(network is one for one in learning))

    def iteration(self):
        x, label = self.draw()
        self.turn(self.supervised)
        logits_s = self.clf_s(self.enc_s(x))
        logits_x = self.clf_x(x)
        loss_s, loss_x = F.cross_entropy(logits_s, label), F.cross_entropy(logits_x, label)
        step(self.adam_supervised, loss_s + loss_x)
        told = [loss_s.item(), loss_x.item(), accuracy(logits_s, label), accuracy(logits_x, label)]

        self.turn([self.clf_z])
        for _ in range(3):
            x, label = self.draw()
            logits = self.clf_z(self.enc_z(x))
            loss = F.cross_entropy(logits, label)
            step(self.sgd_adversary, loss)
            told += [loss.item(), accuracy(logits, label)]

        (x, _), (other, other_label) = self.draw(), self.draw()
        self.turn(self.autoencoder)
        z = self.enc_z(x)
        rec = F.binary_cross_entropy_with_logits(self.decode(self.enc_s(x), z), x)
        fool = -(self.uninformative * F.log_softmax(self.clf_z(z), 1)).sum(1).mean()
        swapped = torch.sigmoid(self.decode(self.enc_s(other), z))
        swap = F.cross_entropy(self.clf_x(swapped), other_label)
        step(self.adam_autoencoder, 10 * rec + 10 * fool + swap)
        return told + [rec.item(), fool.item(), swap.item()]

    def decode(self, s, z):
        return self.dec(torch.cat([z, s], 1))


def adam(networks):
    parameters = [p for network in networks for p in network.parameters()]
    options = inspect.signature(torch.optim.Adam).parameters
    for kind in ("fused", "foreach"):
        if kind in options:
            try:
                return torch.optim.Adam(parameters, lr=1e-3, **{kind: True})
            except RuntimeError:  # fused Adam for the CPU came with PyTorch 2.4
                continue
    return torch.optim.Adam(parameters, lr=1e-3)


def step(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


def accuracy(logits, label):
    return (logits.argmax(1) == label).float().mean().item()


def main():
    iterations = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    torch.set_num_threads(1)
    torch.manual_seed(1)
    game = Game(iterations * BATCH)
    defaults = game.adam_autoencoder.defaults
    kinds = [kind for kind in ("fused", "foreach") if defaults.get(kind)]
    print("PyTorch %s, Adam: %s" % (torch.__version__, kinds[0] if kinds else "for each tensor"), file=sys.stderr)
    for _ in sys.stdin:
        start, cpu_start = time.perf_counter(), time.process_time()
        for _ in range(iterations):
            game.iteration()
        rate = iterations / (time.perf_counter() - start)
        cpu = 1000 * (time.process_time() - cpu_start) / iterations
        print("%.3f %.4f" % (rate, cpu), flush=True)


if __name__ == "__main__":
    main()
