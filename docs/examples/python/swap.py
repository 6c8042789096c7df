"""Encodes, swaps and decodes two PNG files on a Twofold server.

    docs/examples/python/generate.sh
    python3 docs/examples/python/swap.py 127.0.0.1:7411 content.png style.png swapped.png
"""

import sys
from array import array
from pathlib import Path

sys.path.insert(0, str(Path(__file__).with_name("generated")))

import grpc
from twofold.v1 import codec_service_pb2 as twofold
from twofold.v1 import codec_service_pb2_grpc as service

from channel import TIMEOUT, connect, explain

TOLERANCE = 1e-5


def floats(data):
    """The values of little-endian float32 bytes."""
    values = array("f", data)
    if sys.byteorder == "big":
        values.byteswap()
    return values


def png(file):
    return twofold.Images(png=twofold.PngImages(files=[Path(file).read_bytes()]))


def run(codec, content_file, style_file, out_file):
    content, style = png(content_file), png(style_file)

    of_content = codec.Encode(twofold.EncodeRequest(images=content), timeout=TIMEOUT)
    # The version that made the first codes: those of another one may mean something else.
    version = twofold.ModelSelector(
        model=of_content.served_by.model, version=of_content.served_by.version
    )
    of_style = codec.Encode(twofold.EncodeRequest(model=version, images=style), timeout=TIMEOUT)
    print("served by", version.model, "version", version.version)
    print("s", " ".join(f"{value:.2f}" for value in floats(of_content.codes.s)))
    print("z", " ".join(f"{value:.2f}" for value in floats(of_style.codes.z)))

    swapped = codec.Swap(
        twofold.SwapRequest(
            model=version,
            contents=content,
            styles=style,
            image_format=twofold.IMAGE_FORMAT_FLOAT32,
        ),
        timeout=TIMEOUT,
    )
    mixed = twofold.Codes(
        latent_space=of_content.codes.latent_space,
        count=1,
        s=of_content.codes.s,
        z=of_style.codes.z,
    )
    decoded = codec.Decode(
        twofold.DecodeRequest(
            model=version, codes=mixed, image_format=twofold.IMAGE_FORMAT_FLOAT32
        ),
        timeout=TIMEOUT,
    )
    pairs = zip(floats(swapped.images.float32), floats(decoded.images.float32))
    worst = max(abs(a - b) for a, b in pairs)
    print("a swap is the content's s and the style's z, decoded; largest difference:", worst)

    picture = codec.Swap(
        twofold.SwapRequest(
            model=version, contents=content, styles=style, image_format=twofold.IMAGE_FORMAT_PNG
        ),
        timeout=TIMEOUT,
    )
    Path(out_file).write_bytes(picture.images.png.files[0])
    print("wrote", out_file)
    return 0 if worst <= TOLERANCE else 1


def main(arguments):
    if len(arguments) != 4:
        print("usage: swap.py HOST:PORT CONTENT.png STYLE.png OUT.png", file=sys.stderr)
        return 2
    address, *files = arguments
    try:
        with connect(address) as channel:
            return run(service.CodecServiceStub(channel), *files)
    except grpc.RpcError as error:
        print(explain(address, error), file=sys.stderr)
    except OSError as error:
        print(error, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
