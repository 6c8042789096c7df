/** Pictures and plots of a run. */
@NullMarked
package io.twofold.trainer.report;

import org.jspecify.annotations.NullMarked;
