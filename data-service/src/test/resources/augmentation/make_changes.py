"""Makes changes.safetensors: an image changed by torchvision. See README.txt."""

import numpy as np
import torch
import torchvision.transforms.v2.functional as F
from safetensors.numpy import save_file

random = np.random.default_rng(11)
tensors = {}


def keep(name, image):  # [channels, height, width] as torchvision has it
    tensors[name] = np.ascontiguousarray(image.permute(1, 2, 0).numpy(), np.float32)


for kind, shape in {"grey": (1, 7, 5), "colour": (3, 9, 14), "other": (2, 6, 6)}.items():
    image = torch.tensor(random.uniform(0, 1, shape).astype(np.float32))
    channels, height, width = shape
    keep(f"{kind}", image)
    keep(f"{kind}.mirror", F.horizontal_flip(image))
    for fill, mode in {"zero": "constant", "nearest": "edge", "reflect": "reflect"}.items():
        padded = F.pad(image, [3, 3, 3, 3], padding_mode=mode)
        for top, left in ((0, 0), (6, 6), (1, 5), (4, 2), (3, 3)):
            keep(f"{kind}.crop.{fill}.{top}.{left}", F.crop(padded, top, left, height, width))
    keep(f"{kind}.erase", F.erase(image, 2, 1, 3, 4, torch.zeros(1)))
    for factor in (0.7, 1.4) if channels != 2 else ():  # torchvision knows grey and colour
        keep(f"{kind}.brightness.{factor}", F.adjust_brightness(image, factor))
        keep(f"{kind}.contrast.{factor}", F.adjust_contrast(image, factor))
save_file(tensors, "changes.safetensors")
