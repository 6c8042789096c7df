package io.twofold.trainer.report.html;

/**
 * A measure whose right answer is known: it shows that the probes neither cheat nor are lame.
 *
 * @param name what was measured
 * @param value what came out
 * @param wanted what had to come out, for people
 * @param passed whether it did
 */
public record ControlResult(String name, double value, String wanted, boolean passed) {}
