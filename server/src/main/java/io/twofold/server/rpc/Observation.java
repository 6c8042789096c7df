package io.twofold.server.rpc;

import io.twofold.server.metrics.ConnectionMetrics;
import io.twofold.server.metrics.GrpcMetrics;
import io.twofold.server.metrics.RpcMetrics;
import io.twofold.server.tracing.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * What hears of calls.
 *
 * @param connections meters of connections
 * @param metrics the server's own meters
 * @param standard gRPC's own meters; null for none
 * @param tracing spans of calls; null for none
 */
public record Observation(
    ConnectionMetrics connections,
    RpcMetrics metrics,
    @Nullable GrpcMetrics standard,
    @Nullable Tracing tracing) {}
