"""Makes transforms.bin: images changed by SciPy and by Keras. See README.txt."""
import os

os.environ["KERAS_BACKEND"] = "torch"
import numpy as np
import scipy.ndimage

from keras.src.legacy.preprocessing.image import ImageDataGenerator

try:
    import scipy.ndimage.interpolation  # the name that Keras uses; newer SciPy dropped it
except ImportError:
    scipy.ndimage.interpolation = scipy.ndimage


def by_scipy(image, theta, row, column, flip):
    centre = 13.5
    cos, sin = np.cos(np.deg2rad(theta)), np.sin(np.deg2rad(theta))
    matrix = np.array([[cos, sin], [-sin, cos]])
    offset = matrix @ np.array([row - centre, column - centre]) + centre
    changed = scipy.ndimage.affine_transform(image, matrix, offset, order=1, mode="nearest")
    return changed[:, ::-1] if flip else changed


def by_keras(image, theta, row, column, flip):
    parameters = {"theta": theta, "tx": column, "ty": row, "flip_horizontal": flip}
    return ImageDataGenerator().apply_transform(image[:, :, None], parameters)[:, :, 0]


random = np.random.RandomState(7)
cases = [
    (0, 0, 0, False), (0, 0, 0, True), (0, 3, 0, False), (0, 0, -4, False), (0, 2, 5, True),
    (0, 1.25, 0, False), (0, 0, -2.75, True), (0, 5.6, 5.6, False), (0, -5.6, 5.6, True), (0, 27.5, -27.5, True),
    (90, 0, 0, False), (15, 0, 0, False), (-33.3, 0, 0, True), (180, 1.5, -2.5, False),
]
for _ in range(8):
    cases.append((0, *random.uniform(-5.6, 5.6, 2), bool(random.randint(2))))
for _ in range(8):
    cases.append((random.uniform(-180, 180), *random.uniform(-9, 9, 2), bool(random.randint(2))))

with open("transforms.bin", "wb") as file:
    file.write(np.array([len(cases)], "<i4").tobytes())
    for theta, row, column, flip in cases:
        pixels = random.randint(0, 256, (28, 28)).astype(np.uint8)
        image = (pixels / 255.0).astype(np.float32)
        scipy_image = by_scipy(image, theta, row, column, flip)
        keras_image = by_keras(image, theta, row, column, flip)
        assert np.abs(scipy_image - keras_image).max() < 1e-6  # so one of them is enough
        file.write(np.array([theta, row, column, flip], "<f8").tobytes())
        file.write(pixels.tobytes())
        file.write(np.ascontiguousarray(scipy_image, "<f4").tobytes())
