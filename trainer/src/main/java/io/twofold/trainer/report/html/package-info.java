/** A run or a bundle as one page for people: {@code report.html}. */
@NullMarked
package io.twofold.trainer.report.html;

import org.jspecify.annotations.NullMarked;
