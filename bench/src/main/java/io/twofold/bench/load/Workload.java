package io.twofold.bench.load;

import com.google.protobuf.MessageLite;
import java.util.List;
import java.util.Map;

/**
 * Requests that were made beforehand, so that a call costs the client no more than sending it.
 *
 * @param images images in each request
 * @param requests a few different ones for each RPC of the mix
 */
public record Workload(Mix mix, int images, Map<Rpc, List<MessageLite>> requests) {

  public Workload {
    mix.weights()
        .keySet()
        .forEach(
            rpc -> {
              if (requests.getOrDefault(rpc, List.of()).isEmpty()) {
                throw new IllegalArgumentException("there are no requests for " + rpc.word());
              }
            });
  }

  /** Bytes of the largest request. */
  public int maxRequestBytes() {
    return requests.values().stream()
        .flatMap(List::stream)
        .mapToInt(MessageLite::getSerializedSize)
        .max()
        .orElse(0);
  }

  /** A source of requests, in the shares of the mix. For one thread at a time. */
  Draw draw(long seed) {
    return new Draw(seed);
  }

  /** One request after another. */
  final class Draw {
    private final Mix.Draw rpcs;
    private Rpc rpc;
    private int count;

    private Draw(long seed) {
      rpcs = mix.draw(seed);
      rpc = rpcs.next();
      count = Math.floorMod(seed, 1 << 16);
    }

    void next() {
      rpc = rpcs.next();
      count = (count + 1) & Integer.MAX_VALUE;
    }

    Rpc rpc() {
      return rpc;
    }

    MessageLite request() {
      List<MessageLite> choice = requests.getOrDefault(rpc, List.of());
      return choice.get(count % choice.size());
    }
  }
}
