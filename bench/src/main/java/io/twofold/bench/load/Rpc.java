package io.twofold.bench.load;

import com.google.protobuf.MessageLite;
import io.grpc.MethodDescriptor;
import io.twofold.v1.CodecServiceGrpc;
import java.util.Locale;

/** A method that load can be put on. */
public enum Rpc {
  SWAP,
  ENCODE,
  DECODE;

  /** Every generated method takes and gives messages; each RPC is called with its own kind. */
  @SuppressWarnings("unchecked")
  MethodDescriptor<MessageLite, MessageLite> method() {
    MethodDescriptor<?, ?> method =
        switch (this) {
          case SWAP -> CodecServiceGrpc.getSwapMethod();
          case ENCODE -> CodecServiceGrpc.getEncodeMethod();
          case DECODE -> CodecServiceGrpc.getDecodeMethod();
        };
    return (MethodDescriptor<MessageLite, MessageLite>) method;
  }

  /** The name on the command line, as in {@code swap}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
