package io.twofold.client.cli.codes;

import io.twofold.client.Codes;
import io.twofold.client.ServedBy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Codes that are being read, one image after another. */
final class Rows {

  private final List<String> names = new ArrayList<>();
  private float[] s = new float[0];
  private float[] z = new float[0];
  private int dimS = -1;
  private int dimZ = -1;

  /** Says how many values each s and z must have; without it, the first row does. */
  void dims(int dimS, int dimZ) {
    this.dimS = dimS;
    this.dimZ = dimZ;
  }

  int count() {
    return names.size();
  }

  void add(String name, float[] rowS, float[] rowZ) {
    if (names.isEmpty() && dimS < 0 && dimZ < 0) {
      dims(rowS.length, rowZ.length);
    }
    requireLength("s", rowS, dimS);
    requireLength("z", rowZ, dimZ);
    s = append(s, rowS);
    z = append(z, rowZ);
    names.add(name);
  }

  CodesDocument document(ServedBy servedBy) {
    if (names.isEmpty()) {
      throw new IllegalArgumentException("it has no codes");
    }
    int count = names.size();
    return new CodesDocument(
        names,
        servedBy,
        new Codes(
            servedBy.latentSpace(),
            count,
            dimS,
            dimZ,
            Arrays.copyOf(s, count * dimS),
            Arrays.copyOf(z, count * dimZ)));
  }

  private float[] append(float[] values, float[] row) {
    int used = names.size() * row.length;
    int needed = Math.addExact(used, row.length);
    float[] grown =
        needed <= values.length ? values : Arrays.copyOf(values, Math.max(needed, used * 2));
    System.arraycopy(row, 0, grown, used, row.length);
    return grown;
  }

  private static void requireLength(String name, float[] row, int dim) {
    if (row.length != dim) {
      throw new IllegalArgumentException(
          "'%s' must have %d values, not %d".formatted(name, dim, row.length));
    }
  }
}
