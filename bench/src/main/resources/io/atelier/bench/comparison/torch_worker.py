"""The process of PyTorch by pip. Arguments: check; or training|inference, eager|compile, contiguous|channels_last,
float32|bf16, threads, images per batch, seconds of warm-up, seconds of measurement, the network as JSON."""

import itertools
import json
import statistics
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

BATCHES = 8
LEAST_STEPS = 3


def module(layer):
    kind = layer["kind"]
    if kind == "CONV2D":
        return nn.Conv2d(
            layer["in"], layer["out"], layer["kernel"], layer["stride"], layer["padding"], bias=layer["bias"]
        )
    if kind == "BATCH_NORM2D":
        return nn.BatchNorm2d(layer["in"], eps=layer["epsilon"], momentum=layer["momentum"])
    if kind == "MAX_POOL2D":
        return nn.MaxPool2d(layer["kernel"], layer["stride"])
    if kind == "LINEAR":
        return nn.Linear(layer["in"], layer["out"], bias=layer["bias"])
    if kind == "DROPOUT":
        return nn.Dropout(layer["rate"])
    return {
        "GLOBAL_AVERAGE_POOL": GlobalAveragePool,
        "FLATTEN": nn.Flatten,
        "ADD": Add,
        "RELU": nn.ReLU,
        "RELU_IN_PLACE": lambda: nn.ReLU(inplace=True),
    }[kind]()


class Add(nn.Module):
    def forward(self, first, *others):
        return sum(others, first)


class GlobalAveragePool(nn.Module):
    def forward(self, x):
        return x.mean((2, 3))


class Network(nn.Module):
    def __init__(self, layers):
        super().__init__()
        self.layers = nn.ModuleList(map(module, layers))
        self.inputs = [layer["inputs"] for layer in layers]
        last_use = {i: index for index, inputs in enumerate(self.inputs) for i in inputs}
        self.finished = [[i for i in inputs if last_use[i] == index] for index, inputs in enumerate(self.inputs)]

    def forward(self, images):
        outputs = {-1: images}
        for index, layer in enumerate(self.layers):
            outputs[index] = layer(*[outputs[i] for i in self.inputs[index]])
            for i in self.finished[index]:
                del outputs[i]
        return outputs[len(self.layers) - 1]


def random_batches(network, images, layout):
    """Made beforehand, in turn."""
    return itertools.cycle(
        [
            (
                torch.rand(images, *network["image"]).to(memory_format=layout),
                torch.randint(network["classes"], (images,)),
            )
            for _ in range(BATCHES)
        ]
    )


def training(model, batches, autocast):
    # As the other side: zeros of gradients, a step of Adam, the loss read as a training loop does for its log.
    adam = torch.optim.Adam(model.parameters(), 1e-3, eps=1e-7, fused=True)
    model.train()

    def step():
        images, labels = next(batches)
        adam.zero_grad(set_to_none=True)
        with autocast:
            loss = F.cross_entropy(model(images), labels)
        loss.backward()
        adam.step()
        return loss.item()

    return step


def inference(model, batches, autocast):
    model.eval()

    def step():
        images, _ = next(batches)
        with torch.inference_mode(), autocast:
            return torch.softmax(model(images).float(), 1).sum().item()

    return step


def repeat(step, duration):
    seconds = []
    begin = before = time.perf_counter()
    while len(seconds) < LEAST_STEPS or before - begin < duration:
        value = step()
        if not abs(value) < float("inf"):
            raise ArithmeticError(f"PyTorch's loss or sum of probabilities is {value}")
        after = time.perf_counter()
        seconds.append(after - before)
        before = after
    return seconds


def parameter_count(model):
    """As Atelier counts them: moving statistics too, but not how many batches went into them."""
    tensors = [*model.parameters(), *model.buffers()]
    return sum(tensor.numel() for tensor in tensors if tensor.is_floating_point())


def answer(**result):
    for name, value in result.items():
        print(f"result.{name}={value}")


def library():
    build = "MKL" if torch.backends.mkl.is_available() else "no MKL"
    return (
        f"PyTorch {torch.__version__} on {torch.get_num_threads()} threads, {build},"
        f" {torch.backends.cpu.get_cpu_capability()}"
    )


def main(arguments):
    if arguments == ["check"]:
        torch.compile(lambda x: x * 2 + 1)(torch.ones(8))
        return answer(library=library())
    workload, execution, layout, precision, threads, images, warm_up, measured, text = arguments
    torch.set_num_threads(int(threads))
    torch.manual_seed(1)
    network = json.loads(text)
    layout = {"contiguous": torch.contiguous_format, "channels_last": torch.channels_last}[layout]
    model = Network(network["layers"]).to(memory_format=layout)
    parameters = parameter_count(model)
    if execution == "compile":
        model = torch.compile(model)
    autocast = torch.autocast("cpu", dtype=torch.bfloat16, enabled=precision == "bf16")
    work = {"training": training, "inference": inference}[workload]
    step = work(model, random_batches(network, int(images), layout), autocast)
    repeat(step, float(warm_up))
    seconds = repeat(step, float(measured))
    answer(
        median_seconds=statistics.median(seconds), steps=len(seconds), parameters=parameters, library=library()
    )


main(sys.argv[1:])
