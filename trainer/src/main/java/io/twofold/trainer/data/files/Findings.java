package io.twofold.trainer.data.files;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is odd about files: counted by kind, with the first few names of each. */
final class Findings {

  private static final int NAMED = 3;

  private final Map<String, List<String>> found = new LinkedHashMap<>();

  /**
   * Notes a file.
   *
   * @param kind what is odd, to follow a count: "files could not be read"
   */
  void add(String kind, String file) {
    found.computeIfAbsent(kind, unused -> new ArrayList<>()).add(file);
  }

  /** One line for each kind. */
  List<String> lines() {
    return found.entrySet().stream()
        .map(
            entry -> entry.getValue().size() + " " + entry.getKey() + ": " + some(entry.getValue()))
        .toList();
  }

  /** The first few of the names, a ? for what cannot be printed, and how many more there are. */
  static String some(List<String> names) {
    String first =
        String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
            .replaceAll("\\p{Cntrl}", "?");
    return names.size() <= NAMED ? first : first + " and " + (names.size() - NAMED) + " more";
  }
}
