package io.twofold.server.lifecycle;

import java.util.stream.LongStream;

/**
 * Which versions of a model shall be in memory, and which of them take the calls that name none.
 *
 * @param stable takes the calls; 0 for the newest valid version, and then the rest is 0 too;
 *     negative for none
 * @param candidate takes a share of the calls; 0 for none
 * @param share the candidate's, from 0 to 1
 * @param previous kept in memory to be gone back to; 0 for none
 */
public record Wanted(long stable, long candidate, double share, long previous) {

  /** The newest valid version, alone. */
  public static final Wanted NEWEST = new Wanted(0, 0, 0, 0);

  /** Nothing: what serves goes on, and no version is loaded. */
  public static final Wanted NONE = new Wanted(-1, 0, 0, 0);

  public Wanted {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("share must be from 0 to 1, not " + share);
    }
    if (stable == 0 && (candidate != 0 || previous != 0)) {
      throw new IllegalArgumentException("without a stable version there is no other");
    }
  }

  /** One version, alone. */
  static Wanted only(long version) {
    return new Wanted(version, 0, 0, 0);
  }

  /** The versions by number, the most needed first. */
  LongStream versions() {
    return LongStream.of(stable, candidate, previous).filter(version -> version > 0).distinct();
  }
}
