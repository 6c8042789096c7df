package io.twofold.bench.load;

import com.google.protobuf.MessageLite;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.stub.ClientCalls;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What load is put on, and with what.
 *
 * @param deadline the time for each call; absent where calls may take for ever
 */
public record Target(Channels channels, Workload workload, Optional<Duration> deadline) {

  private static final int TRY_SECONDS = 30;

  /**
   * Makes one call of each RPC and waits for its answer, to learn whether the server takes them.
   *
   * @throws io.grpc.StatusRuntimeException where it refuses one
   */
  public void tryEach() {
    workload
        .requests()
        .forEach(
            (rpc, requests) ->
                ClientCalls.blockingUnaryCall(
                    channels.get(0),
                    rpc.method(),
                    CallOptions.DEFAULT.withDeadline(Deadline.after(TRY_SECONDS, TimeUnit.SECONDS)),
                    requests.get(0)));
  }

  /** Makes a call whose end the listener hears of, on the channel's event loop. */
  void start(int channel, Rpc rpc, MessageLite request, ClientCall.Listener<MessageLite> listener) {
    CallOptions options =
        deadline.isPresent()
            ? CallOptions.DEFAULT.withDeadlineAfter(deadline.get().toNanos(), TimeUnit.NANOSECONDS)
            : CallOptions.DEFAULT;
    ClientCall<MessageLite, MessageLite> call =
        channels.get(channel).newCall(rpc.method(), options);
    call.start(listener, new Metadata());
    call.request(2); // One answer, and room to notice a second one, which breaks the contract.
    call.sendMessage(request);
    call.halfClose();
  }
}
