"""Packs three ONNX graphs that were made elsewhere, as a version that a Twofold server takes.

    docs/examples/python/generate.sh
    python3 docs/examples/python/bundle.py --model digits --labels 0,1,2 --shape 1x28x28 \\
        --graphs exported --golden golden --repository models

--graphs is a folder with enc_s.onnx, enc_z.onnx and dec.onnx; --golden one with little-endian float32 files
of what the training framework computed itself: x, s, z, x_hat and swap (docs/model-format.md tells their shapes).
"""

import argparse
import hashlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).with_name("generated")))

from google.protobuf import json_format
from twofold.bundle.v1 import manifest_pb2 as bundle

GRAPHS = ["enc_s.onnx", "enc_z.onnx", "dec.onnx"]
FLOAT_BYTES = 4


def golden(folder, image_size, tolerance):
    """The golden vectors, with their count."""
    values = {name: (folder / name).read_bytes() for name in ("x", "s", "z", "x_hat", "swap")}
    count = len(values["x"]) // (FLOAT_BYTES * image_size)
    return bundle.Golden(count=count, tolerance=tolerance, **values)


def write(repository, manifest, files):
    """Writes a version so that no server sees half of it: hidden, the manifest last, then renamed."""
    for name, data in sorted(files.items()):
        manifest.files.add(name=name, size_bytes=len(data), sha256=hashlib.sha256(data).hexdigest())
    model = repository / manifest.model
    model.mkdir(parents=True, exist_ok=True)
    versions = [int(entry.name) for entry in model.iterdir() if entry.name.isdecimal()]
    manifest.version = max(versions, default=0) + 1
    staging = model / f".staging-{manifest.latent_space}"
    staging.mkdir()
    for name, data in files.items():
        (staging / name).write_bytes(data)
    text = json_format.MessageToJson(manifest, preserving_proto_field_name=True)
    (staging / "manifest.json").write_text(text + "\n", encoding="utf-8")
    return staging.rename(model / str(manifest.version))


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", required=True)
    parser.add_argument("--labels", required=True, help="names of the classes, with commas between")
    parser.add_argument("--shape", required=True, help="CHANNELSxHEIGHTxWIDTH of an image")
    parser.add_argument("--graphs", required=True, type=Path)
    parser.add_argument("--golden", required=True, type=Path)
    parser.add_argument("--repository", required=True, type=Path)
    parser.add_argument("--tolerance", type=float, default=1e-4, help="at most 1e-3")
    options = parser.parse_args(arguments)

    channels, height, width = map(int, options.shape.split("x"))
    vectors = golden(options.golden, channels * height * width, options.tolerance)
    files = {name: (options.graphs / name).read_bytes() for name in GRAPHS}
    # Equal graphs are one latent space, wherever they were trained.
    graphs = b"".join(files[name] for name in sorted(files))
    files["golden.bin"] = vectors.SerializeToString()
    manifest = bundle.Manifest(
        format_version=1,
        model=options.model,
        latent_space=hashlib.sha256(graphs).hexdigest()[:16],
        input=bundle.Input(channels=channels, height=height, width=width, min_value=0, max_value=1),
        dim_s=len(vectors.s) // (FLOAT_BYTES * vectors.count),
        dim_z=len(vectors.z) // (FLOAT_BYTES * vectors.count),
        labels=options.labels.split(","),
        label_kind=bundle.LABEL_KIND_SINGLE,
    )
    print("wrote", write(options.repository, manifest, files))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
