"""Writes what Keras and Pillow make of some texts and pictures; the tests beside `electron/data` compare.

Run by hand, in a Python that has keras, tensorflow and pillow: `python electron/data/golden/make_golden.py`.
"""

import base64
import io
import json
import os
import struct
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"

import keras
import numpy as np
import PIL
from PIL import Image

HERE = Path(__file__).parent

TEXTS = [
    "The quick brown fox, the lazy dog. The END!",
    "don't   stop-me\tnow\nplease (really?) [yes] {no} <b> `x` ~ ^ _ | \\ / @ # $ % & * + = ; : \"quoted\"",
    "ÉTÉ à Paris, naïve café; ΣΊΣΥΦΟΣ straße İstanbul",
    "日本語 テキスト 🙂🙂 emoji 👩‍👩‍👧 \U0001d518",
    "non\u00a0breaking\u2003em space\u3000wide \u200bzero\u2028line \x1cfile\x1funit \x85next",
    "b a c b a c aa Aa AA 10 9 100 9 10",
    "\uffee \U00010348 z ~tilde \ue000 private",
    "",
    "   ",
    "[UNK] unk [unk]",
]

OPTIONS = [
    {"standardize": standardize, "split": split, "max_tokens": tokens, "output_sequence_length": length}
    for standardize in ("lower_and_strip_punctuation", "lower", "none")
    for split, tokens, length in (("whitespace", 1000, None), ("whitespace", 12, 6), ("character", 1000, None), ("character", 20, 10))
]


def vectorization():
    cases = []
    for options in OPTIONS:
        standardize = None if options["standardize"] == "none" else options["standardize"]
        layer = keras.layers.TextVectorization(**{**options, "standardize": standardize})
        layer.adapt(np.array(TEXTS, dtype=object))
        ids = layer(np.array(TEXTS, dtype=object))
        cases.append({**options, "vocabulary": layer.get_vocabulary(), "ids": np.asarray(ids).tolist()})
    return {"made_with": f"keras {keras.__version__}", "texts": TEXTS, "cases": cases}


def pixels(array):
    return base64.b64encode(np.ascontiguousarray(array, np.uint8).tobytes()).decode()


def resizing():
    random = np.random.default_rng(7)
    cases = []
    for height, width, channels, to_height, to_width in [
        (5, 7, 1, 3, 4),
        (28, 28, 1, 7, 7),
        (9, 13, 3, 28, 28),
        (40, 31, 3, 8, 31),
        (31, 64, 3, 31, 10),
        (97, 61, 1, 28, 28),
        (3, 3, 3, 50, 2),
        (1, 1, 1, 4, 4),
        (120, 200, 3, 32, 32),
    ]:
        source = random.integers(0, 256, (height, width, channels), np.uint8)
        image = Image.fromarray(source[..., 0] if channels == 1 else source)
        resized = np.asarray(image.resize((to_width, to_height), Image.BILINEAR)).reshape(to_height, to_width, channels)
        size = {"height": height, "width": width, "channels": channels, "to_height": to_height, "to_width": to_width}
        cases.append({**size, "source": pixels(source), "resized": pixels(resized)})
    return {"made_with": f"pillow {PIL.__version__}", "cases": cases}


def file_of(image, format, **options):
    buffer = io.BytesIO()
    image.save(buffer, format, **options)
    return base64.b64encode(buffer.getvalue()).decode()


def decoding():
    """Files of every format, with their pixels as Pillow reads them."""
    y, x = np.mgrid[0:11, 0:14]
    gray = Image.fromarray(((x * 17 + y * 5) % 256).astype(np.uint8))
    colour = Image.fromarray(np.stack([x * 18, y * 23, (x + y) * 9], -1).astype(np.uint8))
    few = colour.quantize(16)
    cases = []

    def add(name, image, format, tolerance=0, channels=3, **options):
        data = file_of(image, format, **options)
        read = Image.open(io.BytesIO(base64.b64decode(data))).convert("L" if channels == 1 else "RGB")
        shown = {"name": name, "width": read.width, "height": read.height, "channels": channels, "tolerance": tolerance}
        cases.append({**shown, "file": data, "pixels": pixels(np.asarray(read))})

    add("gray.png", gray, "PNG", channels=1)
    add("colour.png", colour, "PNG")
    add("palette.png", few, "PNG")
    add("gray.jpg", gray, "JPEG", tolerance=2, channels=1)
    add("colour.jpg", colour, "JPEG", tolerance=12, subsampling=0)
    add("colour.gif", few, "GIF")
    add("lossless.webp", colour, "WEBP", lossless=True)
    add("gray.bmp", gray, "BMP", channels=1)
    add("colour.bmp", colour, "BMP")
    add("palette.bmp", few, "BMP")
    add("bits.bmp", gray.convert("1"), "BMP", channels=1)
    add("alpha-ignored.bmp", colour.convert("RGBA"), "BMP")
    add("gray.pgm", gray, "PPM", channels=1)

    def add_bytes(name, data, expected):
        height, width, channels = expected.shape
        shown = {"name": name, "width": width, "height": height, "channels": channels, "tolerance": 1}
        cases.append({**shown, "file": base64.b64encode(data).decode(), "pixels": pixels(expected)})

    values = (x * 17 + y * 5) % 256
    deep = values * 257
    add_bytes("deep.pgm", b"P5\n# deep\n14 11\n65535\n" + deep.astype(">u2").tobytes(), values[..., None])
    add_bytes("plain.pgm", f"P2 14 11 # plain\n255\n{' '.join(map(str, values.ravel()))}\n".encode(), values[..., None])
    # What Pillow reads but does not write: five and six bits a channel by masks, and rows from the top down.
    r, g, b = x * 2, y * 5, (x + y) % 32
    words = (r << 11 | g << 5 | b).astype("<u2").tobytes()
    header = struct.pack("<2sIHHIIiiHHIIiiII", b"BM", 66 + len(words), 0, 0, 66, 40, 14, -11, 1, 16, 3, len(words), 0, 0, 0, 0)
    data = header + struct.pack("<III", 0xF800, 0x7E0, 0x1F) + words
    add_bytes("masks-top-down.bmp", data, np.asarray(Image.open(io.BytesIO(data)).convert("RGB")))
    return {"made_with": f"pillow {PIL.__version__}", "cases": cases}


for name, content in {"text-vectorization": vectorization(), "resize": resizing(), "decode": decoding()}.items():
    (HERE / f"{name}.json").write_text(json.dumps(content, ensure_ascii=True, indent=1) + "\n", encoding="ascii")
