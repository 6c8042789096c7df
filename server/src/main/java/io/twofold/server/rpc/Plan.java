package io.twofold.server.rpc;

import io.twofold.codec.Operation;
import io.twofold.server.batching.ItemSink;
import io.twofold.server.batching.ItemSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks of a version, found sound as far as can be told without reading its items.
 *
 * @param operation what to run
 * @param items how many
 * @param sources for each input of the operation
 * @param sinks for each output of the operation
 * @param answer the answer, once the sinks of this plan and of those after it have taken every item
 * @param next what to run after this, for the same answer; null for nothing
 */
record Plan<A>(
    Operation operation,
    int items,
    ItemSource[] sources,
    ItemSink[] sinks,
    Supplier<A> answer,
    @Nullable Plan<A> next) {

  Plan(Operation operation, int items, ItemSource[] sources, ItemSink[] sinks, Supplier<A> answer) {
    this(operation, items, sources, sinks, answer, null);
  }
}
