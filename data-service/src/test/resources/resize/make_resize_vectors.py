"""Resizes drawn pictures with Pillow, for FittingTest: pip install pillow==13.0.0; python make_resize_vectors.py

Writes vectors.json beside itself: the size of each picture and what Image.resize(size, BICUBIC, reducing_gap=None) makes of it, one side after the other.
"""

import base64
import json
import pathlib

import PIL
from PIL import Image

CASES = [(37, 23, 3, 16, 16), (37, 23, 3, 60, 11), (23, 37, 1, 9, 50), (8, 8, 3, 8, 3), (300, 200, 1, 7, 5), (1, 40, 1, 3, 3)]


def picture(width, height, channels):
    pixels = bytes(
        (x * x * 7 + y * 13 + x * y * 3 + c * 50 + (x ^ y) * 31) % 256
        for y in range(height) for x in range(width) for c in range(channels))
    return Image.frombytes("L" if channels == 1 else "RGB", (width, height), pixels)


vectors = []
for width, height, channels, to_width, to_height in CASES:
    # First along the columns, then along the rows: some versions of Pillow change the order where that takes less time.
    columns = picture(width, height, channels).resize((to_width, height), Image.Resampling.BICUBIC, reducing_gap=None)
    resized = columns.resize((to_width, to_height), Image.Resampling.BICUBIC, reducing_gap=None)
    vectors.append(dict(width=width, height=height, channels=channels, to_width=to_width, to_height=to_height,
                        pixels=base64.b64encode(resized.tobytes()).decode()))
path = pathlib.Path(__file__).with_name("vectors.json")
path.write_text(json.dumps(dict(pillow=PIL.__version__, vectors=vectors), indent=1) + "\n")
