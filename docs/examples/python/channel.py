"""A connection that tries again where that helps, and refusals in words."""

import json

import grpc

# Seconds that a call may take, its repetitions included.
TIMEOUT = 20

_RETRIES = {
    "methodConfig": [
        {
            "name": [{"service": "twofold.v1.CodecService"}, {"service": "inference.GRPCInferenceService"}],
            "retryPolicy": {
                "maxAttempts": 4,
                "initialBackoff": "0.1s",
                "maxBackoff": "1s",
                "backoffMultiplier": 2,
                "retryableStatusCodes": ["UNAVAILABLE", "RESOURCE_EXHAUSTED"],
            },
        }
    ]
}

_WHAT_HELPS = {
    grpc.StatusCode.UNAVAILABLE: "is a server running at {address}? ./twofold serve starts one",
    grpc.StatusCode.RESOURCE_EXHAUSTED: "the server is busy, or the request is too large",
    grpc.StatusCode.UNAUTHENTICATED: "the server wants the header authorization: Bearer TOKEN",
    grpc.StatusCode.FAILED_PRECONDITION: "encode the images again with the version that is asked",
}


def connect(address):
    """A channel in plaintext, for a server on this machine; use grpc.secure_channel for others."""
    return grpc.insecure_channel(address, options=[("grpc.service_config", json.dumps(_RETRIES))])


def explain(address, error):
    """One line about a refusal: its code, what the server says, and what helps."""
    help_ = _WHAT_HELPS.get(error.code())
    return f"{error.code().name}: {error.details()}" + (
        f" ({help_.format(address=address)})" if help_ else ""
    )
