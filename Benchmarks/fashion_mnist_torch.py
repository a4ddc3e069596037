"""`tern train fashion-mnist` as a PyTorch program: same network, batches, optimizer, schedule, augmentation and seed.

    python3 Benchmarks/fashion_mnist_torch.py FOLDER [--epochs 16] [--threads N] [--seed 0]

Prints a line of JSON for each epoch. Initial weights and the order of the images are the same as Tern's, because Tern's random
streams are torch's; images are moved and mirrored by numbers drawn alike.
"""

import argparse
import gzip
import json
import os
import time

import torch
from torch import nn
from torch.nn import functional as F

parser = argparse.ArgumentParser()
parser.add_argument("folder")
parser.add_argument("--epochs", type=int, default=16)
parser.add_argument("--threads", type=int, default=os.cpu_count())
parser.add_argument("--seed", type=int, default=0)
options = parser.parse_args()
torch.set_num_threads(options.threads)
BATCH, RATE, DECAY = 128, 0.004, 0.05


def read(name, offset):
    path = os.path.join(options.folder, name)
    opened = open(path, "rb") if os.path.exists(path) else gzip.open(path + ".gz", "rb")
    with opened as file:
        return torch.frombuffer(bytearray(file.read()[offset:]), dtype=torch.uint8)


def load(part):
    return read(f"{part}-images-idx3-ubyte", 16).view(-1, 1, 28, 28), read(f"{part}-labels-idx1-ubyte", 8).long()


class Data(torch.utils.data.Dataset):
    """Whole batches at once, as fast as PyTorch's loader can be: its sampler gives lists of positions."""

    def __init__(self, images, labels, mean, std, augment):
        self.images, self.labels, self.mean, self.std, self.augment = images, labels, mean, std, augment

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, positions):
        x = self.images[positions].float() / 255
        if self.augment:
            x = moved(x)
        return (x - self.mean) / self.std, self.labels[positions]


def moved(x):
    """Each image mirrored or not, and moved by up to one pixel in each direction."""
    draws = 2 * torch.rand(len(x), 5) - 1
    dx, dy = (draws[:, 2] * 1.5).round().long(), (draws[:, 3] * 1.5).round().long()
    padded = F.pad(x, (1, 1, 1, 1))
    rows = torch.arange(28)[None, :, None] + 1 - dy[:, None, None]
    columns = torch.arange(28)[None, None, :] - dx[:, None, None]
    columns = torch.where((draws[:, 4] < 0)[:, None, None], 27 - columns, columns) + 1
    return padded[torch.arange(len(x))[:, None, None], 0, rows, columns].unsqueeze(1)


def loader(data, size, shuffle):
    order = torch.utils.data.RandomSampler(data) if shuffle else torch.utils.data.SequentialSampler(data)
    batches = torch.utils.data.BatchSampler(order, size, drop_last=shuffle)
    return torch.utils.data.DataLoader(data, sampler=batches, batch_size=None)


train, test = load("train"), load("t10k")
part = train[0][:4096].float() / 255
mean, std = part.mean().item(), part.var(unbiased=False).sqrt().item()
torch.manual_seed(options.seed)
net = nn.Sequential(
    nn.Conv2d(1, 32, 3, padding=1, bias=False), nn.BatchNorm2d(32), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(32, 64, 3, padding=1, bias=False), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(2), nn.Dropout(0.25),
    nn.Flatten(), nn.Linear(64 * 7 * 7, 256), nn.ReLU(), nn.Dropout(0.25), nn.Linear(256, 10))
batches = loader(Data(*train, mean, std, True), BATCH, True)
held = loader(Data(*test, mean, std, False), 500, False)
optimizer = torch.optim.AdamW(net.parameters(), RATE, weight_decay=DECAY)
schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=options.epochs * len(batches) + 1)
for epoch in range(1, options.epochs + 1):
    start = time.perf_counter()
    net.train()
    total = right = count = 0
    for x, y in batches:
        optimizer.zero_grad()
        scores = net(x)
        loss = F.cross_entropy(scores, y)
        loss.backward()
        optimizer.step()
        schedule.step()
        total += loss.item() * len(y)
        right += (scores.argmax(1) == y).sum().item()
        count += len(y)
    net.eval()
    with torch.no_grad():
        results = [(net(x), y) for x, y in held]
    losses = sum(F.cross_entropy(s, y, reduction="sum").item() for s, y in results) / len(test[1])
    correct = sum((s.argmax(1) == y).sum().item() for s, y in results)
    print(json.dumps({"epoch": epoch, "trainLoss": total / count, "trainAccuracy": right / count, "testLoss": losses,
                      "testAccuracy": correct / len(test[1]), "seconds": time.perf_counter() - start}), flush=True)
