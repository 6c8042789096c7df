#!/bin/sh
# Makes the Python code for the contract: docs/examples/python/generate.sh [FOLDER, generated beside this file].
set -eu
here=$(cd "$(dirname "$0")" && pwd)
protos=$here/../../../proto/src/main/proto
out=${1:-$here/generated}
mkdir -p "$out"
python3 -m grpc_tools.protoc -I "$protos" --python_out "$out" --grpc_python_out "$out" \
  twofold/v1/codec_service.proto inference/grpc_inference_service.proto twofold/bundle/v1/manifest.proto
