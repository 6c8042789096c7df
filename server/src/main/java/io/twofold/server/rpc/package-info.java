/** The gRPC services: validation, status mapping, health. */
@NullMarked
package io.twofold.server.rpc;

import org.jspecify.annotations.NullMarked;
