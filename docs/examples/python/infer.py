"""Swaps two drawn images over the Open Inference Protocol, as a stock inference client does.

    docs/examples/python/generate.sh
    python3 docs/examples/python/infer.py 127.0.0.1:7411
"""

import math
import struct
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).with_name("generated")))

import grpc
from inference import grpc_inference_service_pb2 as oip
from inference import grpc_inference_service_pb2_grpc as service

from channel import TIMEOUT, connect, explain

MODEL = "mnist.swap"
SHADES = " .:-=+*#%@"


def draw(shape, ink):
    """One image as little-endian float32 from 0 to 1, row by row."""
    _, channels, height, width = shape
    values = [
        min(1.0, max(0.0, ink(x / width, y / height)))
        for _ in range(channels)
        for y in range(height)
        for x in range(width)
    ]
    return struct.pack(f"<{len(values)}f", *values)


def ring(x, y):
    return 2 - 28 * abs(math.hypot(x - 0.48, y - 0.48) - 0.25)


def stroke(x, y):
    return 2 - 28 * abs(x - 0.64 + 0.4 * y) if 0.14 < y < 0.82 else 0


def run(inference):
    metadata = inference.ModelMetadata(oip.ModelMetadataRequest(name=MODEL), timeout=TIMEOUT)
    inputs = []
    for tensor in metadata.inputs:
        print("input", tensor.name, tensor.datatype, list(tensor.shape))
        shape = [1, *tensor.shape[1:]]
        inputs.append(
            oip.ModelInferRequest.InferInputTensor(name=tensor.name, datatype="FP32", shape=shape)
        )
    request = oip.ModelInferRequest(
        model_name=MODEL,
        id="ring-and-stroke",
        inputs=inputs,
        raw_input_contents=[draw(shape, ring), draw(shape, stroke)],
    )
    answer = inference.ModelInfer(request, timeout=TIMEOUT)
    print("call", answer.id, "answered by version", answer.model_version)

    *_, height, width = answer.outputs[0].shape
    values = struct.unpack(f"<{height * width}f", answer.raw_output_contents[0])
    for y in range(height):
        row = values[y * width : (y + 1) * width]
        print("".join(SHADES[round(value * (len(SHADES) - 1))] for value in row))
    return 0 if max(values) > 0.5 else 1


def main(arguments):
    if len(arguments) != 1:
        print("usage: infer.py HOST:PORT", file=sys.stderr)
        return 2
    try:
        with connect(arguments[0]) as channel:
            return run(service.GRPCInferenceServiceStub(channel))
    except grpc.RpcError as error:
        print(explain(arguments[0], error), file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
