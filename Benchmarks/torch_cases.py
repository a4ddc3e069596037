"""What each case is in PyTorch. A case gives one or more ways to run it (memory layouts, compilers): the best one counts."""

import torch
import torch.nn.functional as F

import torch_networks

BUILDERS = {}


def case(*operations):
    def register(builder):
        for operation in operations:
            BUILDERS[operation] = builder
        return builder
    return register


def variants(case, options):
    """Name -> step for every way to run the case."""
    torch.manual_seed(0)
    if case["operation"] in torch_networks.NETWORKS:
        return torch_networks.variants(case, options)
    return BUILDERS[case["operation"]](case)


def in_both_layouts(make):
    """make(convert) builds a step; `convert` brings an image batch or a module into the layout."""
    return {"NCHW": make(lambda x: x.contiguous() if torch.is_tensor(x) else x),
            "channels last": make(lambda x: x.to(memory_format=torch.channels_last))}


def without_gradients(step):
    def run():
        with torch.inference_mode():
            step()
    return run


def gradients_of(y, inputs, dy):
    return lambda: torch.autograd.grad(y, inputs, dy, retain_graph=True)


@case("conv2d")
def conv2d(s):
    out = (s["size"] + 2 * s["padding"] - s["kernel"]) // s["stride"] + 1

    def make(convert):
        layer = convert(torch.nn.Conv2d(s["inputs"], s["outputs"], s["kernel"], s["stride"], s["padding"], groups=s["groups"]))
        x = convert(torch.randn(s["n"], s["inputs"], s["size"], s["size"]))
        if s["pass"] == 0:
            return without_gradients(lambda: layer(x))
        dy = convert(torch.randn(s["n"], s["outputs"], out, out))
        layer.weight.requires_grad_(s["pass"] == 2)
        x.requires_grad_(s["pass"] == 1)
        y = F.conv2d(x, layer.weight, None, s["stride"], s["padding"], groups=s["groups"])
        return gradients_of(y, [x if s["pass"] == 1 else layer.weight], dy)
    return in_both_layouts(make)


@case("max_pool2d")
def max_pool2d(s):
    def make(convert):
        x = convert(torch.randn(s["n"], s["channels"], s["size"], s["size"]))
        pool = lambda x: F.max_pool2d(x, s["kernel"], s["stride"], s["padding"])
        if not s["backward"]:
            return without_gradients(lambda: pool(x))
        y = pool(x.requires_grad_())
        return gradients_of(y, [x], convert(torch.randn(y.shape)))
    return in_both_layouts(make)


@case("batch_norm_relu")
def batch_norm_relu(s):
    def make(convert):
        x = convert(torch.randn(s["n"], s["channels"], s["size"], s["size"]))
        net = torch.nn.Sequential(torch.nn.BatchNorm2d(s["channels"]), torch.nn.ReLU(inplace=True))
        if not s["backward"]:
            return lambda: net(x)
        y = net(x.requires_grad_())
        return gradients_of(y, [x, *net.parameters()], convert(torch.randn(x.shape)))
    return in_both_layouts(make)


@case("matmul")
def matmul(s):
    a, b = torch.randn(s["m"], s["k"]), torch.randn(s["k"], s["n"])
    return {"eager": without_gradients(lambda: a @ b)}


@case("linear")
def linear(s):
    layer = torch.nn.Linear(s["inputs"], s["outputs"])
    x, dy = torch.randn(s["n"], s["inputs"], requires_grad=True), torch.randn(s["n"], s["outputs"])
    leaves = [x, *layer.parameters()]
    return {"eager": lambda: torch.autograd.grad(layer(x), leaves, dy)}


@case("add", "relu", "exp", "tanh", "sigmoid", "sum", "softmax")
def elementwise(s):
    a, b = torch.randn(s["count"]), torch.randn(s["count"])
    rows = a.view(10_000, -1)
    steps = {"add": lambda: a + b, "relu": lambda: torch.relu(a), "exp": lambda: torch.exp(a), "tanh": lambda: torch.tanh(a),
             "sigmoid": lambda: torch.sigmoid(a), "sum": lambda: a.sum(), "softmax": lambda: torch.softmax(rows, 1)}
    return {"eager": without_gradients(steps[s["operation"]])}


@case("cross_entropy")
def cross_entropy(s):
    scores = torch.randn(s["rows"], s["classes"], requires_grad=True)
    target = torch.randint(0, s["classes"], (s["rows"],))
    return {"eager": lambda: torch.autograd.grad(F.cross_entropy(scores, target), scores)}


@case("sgd", "adam", "adamw")
def optimizer(s):
    makers = {"sgd": lambda p, **o: torch.optim.SGD(p, lr=1e-3, momentum=0.9, **o), "adam": torch.optim.Adam,
              "adamw": torch.optim.AdamW}

    def make(**options):
        parameter = torch.nn.Parameter(torch.randn(s["count"]))
        parameter.grad = torch.randn(s["count"])
        return makers[s["operation"]]([parameter], **options).step
    return {"default": make(), "fused": make(fused=True)}


@case("tiny_add")
def tiny_add(s):
    a, b = torch.randn(s["count"]), torch.randn(s["count"])
    return {"eager": lambda: a + b}


@case("tiny_conv2d", "tiny_max_pool2d", "tiny_batch_norm")
def tiny_layer(s):
    layers = {"tiny_conv2d": lambda: torch.nn.Conv2d(3, 6, 3), "tiny_max_pool2d": lambda: torch.nn.MaxPool2d(2),
              "tiny_batch_norm": lambda: torch.nn.BatchNorm2d(3)}

    def make(convert):
        layer, x = convert(layers[s["operation"]]()), convert(torch.randn(1, 3, s["size"], s["size"]))
        return without_gradients(lambda: layer(x))
    return in_both_layouts(make)


@case("tiny_lenet")
def tiny_lenet(s):
    nn = torch.nn

    def make(convert):
        net = convert(nn.Sequential(
            nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10)))
        x, parameters = convert(torch.randn(s["n"], 1, 28, 28)), list(net.parameters())
        return lambda: torch.autograd.grad(net(x).sum(), parameters)
    return in_both_layouts(make)
