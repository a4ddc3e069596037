"""Cases from torch's ModuleInfo database: layers, in training and evaluation."""
import copy
import inspect

import torch
from torch.testing._internal.common_modules import FunctionInput, ModuleErrorEnum, module_db

from cases import inexpressible, leaf, refusal, results, strides
from drawing import chosen, seeded
from encoding import DTYPES, Encoder, LeftOut, flattened

# What Tern has no layer for.
WITHOUT = {
    "FractionalMaxPool3d", "LinearCrossEntropyLoss", "LazyConv1d", "LazyConv2d", "LazyConv3d",
    "LazyConvTranspose1d", "LazyConvTranspose2d", "LazyConvTranspose3d",
}
# The functions that layers take by name too.
ACTIVATIONS = {torch.nn.functional.relu: "relu", torch.nn.functional.gelu: "gelu"}


def names():
    return [name for name in (info.module_cls.__name__ for info in module_db) if name not in WITHOUT]


def draw(folder, name, seed, limit):
    for info in (info for info in module_db if info.module_cls.__name__ == name):
        for dtype, share in [(torch.float32, 0.5), (torch.float64, 0.1)]:
            for training in [True, False]:
                draw_inputs(folder, info, dtype, training, seed, limit, share)
        if info.module_error_inputs_func:
            draw_errors(folder, info, seed)


def draw_inputs(folder, info, dtype, training, seed, limit, share):
    cls = info.module_cls
    label = f"{cls.__name__}/{dtype}/{training}"
    with seeded(seed, label):
        samples = list(info.module_inputs_func(
            info, device="cpu", dtype=dtype, requires_grad=True, training=training))
    for number, sample in chosen(samples, limit, share, seed, label):
        source = f"moduleinfo:{cls.__name__}"
        try:
            document, tensors = good(cls, sample, dtype, training, f"{label}/{number}", seed)
        except LeftOut as reason:
            folder.leave_out(source, reason)
            continue
        folder.write({
            "source": source, "op": cls.__name__, "form": "module", "dtype": DTYPES[dtype], "training": training,
            **document}, tensors)


def constructor(cls, given):
    """The constructor's arguments by name."""
    encoder = Encoder()
    for name, value in bound(cls.__init__, (None, *given.args), given.kwargs)[1:]:
        # Where and how the layer is made, or said by the case's type.
        if name in ("device", "dtype"):
            continue
        if isinstance(value, torch.nn.TransformerEncoderLayer):
            encoder.args |= encoder_layer(value)
        else:
            encoder.add(name, ACTIVATIONS.get(value, value) if name == "activation" else value)
    # Tern's pools return indices when they are asked for them in the call.
    call = {name: encoder.args.pop(name) for name in ["return_indices"] if name in encoder.args}
    encoder.inputs = {f"init.{name}": tensor for name, tensor in encoder.inputs.items()}
    return encoder, call


def encoder_layer(layer):
    """The arguments of a layer that is an argument itself."""
    attention = layer.self_attn
    return {
        "d_model": attention.embed_dim, "nhead": attention.num_heads, "dim_feedforward": layer.linear1.out_features,
        "dropout": layer.dropout.p, "activation": ACTIVATIONS[layer.activation], "layer_norm_eps": layer.norm1.eps,
        "batch_first": attention.batch_first, "norm_first": layer.norm_first, "bias": layer.linear1.bias is not None}


def bound(function, args, kwargs):
    """(name, value) of all arguments."""
    arguments = inspect.signature(function).bind(*args, **kwargs).arguments
    signature = inspect.signature(function).parameters
    pairs = []
    for name, value in arguments.items():
        if signature[name].kind == inspect.Parameter.VAR_KEYWORD:
            pairs += value.items()
        elif signature[name].kind == inspect.Parameter.VAR_POSITIONAL:
            raise LeftOut("arguments without names")
        else:
            pairs.append((name, value))
    return pairs


def caller(cls, given):
    """The call's tensors by position (`in.0`, ...) and by keyword (`in.NAME`), and its other arguments."""
    encoder = Encoder()
    position = 0
    parameters = list(inspect.signature(cls.forward).parameters)[1:]
    for name, value in zip(parameters, given.args):
        if isinstance(value, (list, tuple)) and all(isinstance(number, int) for number in value):
            encoder.add(name, value)
            continue
        for tensor in flattened(value):
            encoder.add_tensor(str(position), tensor)
            position += 1
    for name, value in given.kwargs.items():
        if name == "input":
            encoder.add_tensor(str(position), value)
            position += 1
        elif isinstance(value, torch.Tensor):
            encoder.add_tensor(name, value)
        elif value is not None:
            encoder.add(name, value)
    return {f"in.{name}": tensor for name, tensor in encoder.inputs.items()}, encoder.args


def good(cls, sample, dtype, training, label, seed):
    def leafed(value):
        if isinstance(value, torch.Tensor):
            return leaf(value)
        if isinstance(value, (list, tuple)):
            return type(value)(leafed(v) for v in value)
        return value

    made, how = constructor(cls, sample.constructor_input)
    given = sample.forward_input
    given.args = tuple(leafed(value) for value in given.args)
    given.kwargs = {name: leafed(value) for name, value in given.kwargs.items()}
    inputs, call = caller(cls, given)
    call = how | call
    with seeded(seed, label) as generator:
        module = cls(*sample.constructor_input.args, **sample.constructor_input.kwargs).to(dtype).train(training)
        state = {f"state.{key}": tensor.detach().clone() for key, tensor in module.state_dict().items()}
        stored = {
            name: tensor.detach().clone() for name, tensor in (made.inputs | inputs).items()} | state
        own_seed = int(torch.randint(1 << 31, (), generator=generator))
        torch.manual_seed(own_seed)
        before = torch.get_rng_state()
        outputs = flattened(module(*given.args, **given.kwargs))
        is_random = not torch.equal(before, torch.get_rng_state())
        named = {"output" if k == 0 else f"output.{k}": tensor for k, tensor in enumerate(outputs)}
        for key, tensor in module.named_buffers():
            if f"state.{key}" in state and not torch.equal(state[f"state.{key}"], tensor):
                named[f"after.{key}"] = tensor.detach().clone()
        parameters = {f"state.{name}": parameter for name, parameter in module.named_parameters()}
        exact = None if dtype == torch.float64 else reference(module, given, state, own_seed)
        document, tensors = results(named, inputs | parameters, dtype, generator, exact, is_random)
    document = {"args": made.args, "inputs": list(stored), **document, "text": repr(module)}
    if call:
        document["call"] = call
    if is_random:
        document["seed"] = own_seed
    if own := strides(inputs):
        document["strides"] = own
    return document, stored | tensors


def reference(module, given, state, own_seed):
    """The same call in float64, for the tolerances."""
    def doubled(value):
        if isinstance(value, torch.Tensor):
            if not value.is_floating_point():
                return value
            return value.detach().double().requires_grad_(value.requires_grad)
        if isinstance(value, (list, tuple)):
            return type(value)(doubled(v) for v in value)
        return value

    def compute(weights):
        double = copy.deepcopy(module).double()
        double.load_state_dict({name.removeprefix("state."): tensor for name, tensor in state.items()})
        args, kwargs = doubled(list(given.args)), {name: doubled(value) for name, value in given.kwargs.items()}
        inputs, _ = caller(type(module), FunctionInput(*args, **kwargs))
        torch.manual_seed(own_seed)
        outputs = flattened(double(*args, **kwargs))
        named = {"output" if k == 0 else f"output.{k}": tensor for k, tensor in enumerate(outputs)}
        leaves = inputs | {f"state.{name}": parameter for name, parameter in double.named_parameters()}
        wanted = {name: tensor for name, tensor in leaves.items() if tensor.requires_grad}
        gradients = {}
        if weights and wanted:
            loss = sum((named[name] * weight.double()).sum() for name, weight in weights.items())
            found = torch.autograd.grad(loss, list(wanted.values()), allow_unused=True)
            gradients = {name: g for name, g in zip(wanted, found) if g is not None}
        return {name: tensor.detach() for name, tensor in named.items()}, gradients

    return compute


def draw_errors(folder, info, seed):
    cls = info.module_cls
    for training in [True, False]:
        with seeded(seed, f"{cls.__name__}/errors/{training}"):
            errors = list(info.module_error_inputs_func(
                info, device="cpu", dtype=torch.float32, requires_grad=False, training=training))
            for error in errors:
                sample = error.module_error_input
                source = f"error-moduleinfo:{cls.__name__}"
                phase = "construct"
                tensors, call = {}, {}
                try:
                    made, how = constructor(cls, sample.constructor_input)
                    tensors = dict(made.inputs)
                    module = cls(*sample.constructor_input.args, **sample.constructor_input.kwargs).train(training)
                    if error.error_on == ModuleErrorEnum.CONSTRUCTION_ERROR:
                        folder.leave_out(source, "torch takes this call")
                        continue
                    phase = "forward"
                    tensors |= {f"state.{key}": tensor for key, tensor in module.state_dict().items()}
                    inputs, call = caller(cls, sample.forward_input)
                    tensors |= inputs
                    call = how | call
                    module(*sample.forward_input.args, **sample.forward_input.kwargs)
                    folder.leave_out(source, "torch takes this call")
                except LeftOut as reason:
                    folder.leave_out(source, reason)
                except Exception as caught:
                    if reason := inexpressible(caught, tensors):
                        folder.leave_out(source, reason)
                        continue
                    folder.write({
                        "source": source, "op": cls.__name__, "form": "module", "dtype": "float32", "training": training,
                        "args": made.args, "call": call, "inputs": list(tensors), **refusal(caught, phase)}, tensors)
