package io.twofold.trainer.model;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Map;

/** Arrays by name that keep their order. */
final class Named {

  private Named() {}

  static Map<String, NDArray> of(String first, NDArray one, String second, NDArray two) {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    arrays.put(first, one);
    arrays.put(second, two);
    return arrays;
  }

  static Map<String, NDArray> of(String first, NDArray one, Map<String, NDArray> others) {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    arrays.put(first, one);
    arrays.putAll(others);
    return arrays;
  }
}
