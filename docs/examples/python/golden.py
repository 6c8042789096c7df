"""Unpacks a version's golden vectors into the files that bundle.py takes.

    docs/examples/python/generate.sh
    python3 docs/examples/python/golden.py models/mnist/2/golden.bin golden
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).with_name("generated")))

from twofold.bundle.v1 import manifest_pb2 as bundle


def main(arguments):
    if len(arguments) != 2:
        print("usage: golden.py GOLDEN.bin FOLDER", file=sys.stderr)
        return 2
    file, folder = map(Path, arguments)
    golden = bundle.Golden.FromString(file.read_bytes())
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("x", "s", "z", "x_hat", "swap"):
        (folder / name).write_bytes(getattr(golden, name))
    print("wrote", golden.count, "golden vectors to", folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
