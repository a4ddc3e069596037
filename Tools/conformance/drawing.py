"""Seeds, and the choice among many samples."""
import contextlib
import random
import zlib

import numpy
import torch


def key(seed, label):
    """A seed for the part of a drawing with that label, so that other parts don't change it."""
    return zlib.crc32(f"{seed}/{label}".encode())


@contextlib.contextmanager
def seeded(seed, label):
    """Seeds all generators; gives one of its own for what is not torch's."""
    number = key(seed, label)
    torch.manual_seed(number)
    random.seed(number)
    numpy.random.seed(number)
    yield torch.Generator().manual_seed(number ^ 0x5EED)


def chosen(samples, limit, share, seed, label):
    """At most `limit * share` of the samples (one at least) with their numbers, drawn by the seed."""
    count = min(len(samples), max(1, round(limit * share)))
    numbers = sorted(random.Random(key(seed, label + "/choice")).sample(range(len(samples)), count))
    return [(number, samples[number]) for number in numbers]
