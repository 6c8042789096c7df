/** Rolling versions out and back: a pure policy, its guards, the desired state on disk. */
@NullMarked
package io.twofold.server.rollout;

import org.jspecify.annotations.NullMarked;
