package io.twofold.codec.bundle;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.twofold.bundle.v1.Scorecard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Scorecards as JSON on disk. */
public final class Scorecards {

  /** The name of the file, in a bundle or beside a run. */
  public static final String FILE = "scorecard.json";

  /** The layout that this code writes. */
  public static final int FORMAT_VERSION = 1;

  private Scorecards() {}

  /** The scorecard as JSON for people to read. */
  public static String toJson(Scorecard scorecard) {
    try {
      return JsonFormat.printer().preservingProtoFieldNames().print(scorecard) + "\n";
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("the scorecard cannot be printed", e);
    }
  }

  /**
   * Reads a scorecard.
   *
   * @throws IOException where there is none, or it is not one
   */
  public static Scorecard read(Path file) throws IOException {
    return parse(file.toString(), Files.readAllBytes(file));
  }

  /**
   * Parses a scorecard.
   *
   * @param name of the file, for the message of an error
   * @throws IOException where it is not one
   */
  public static Scorecard parse(String name, byte[] json) throws IOException {
    Scorecard.Builder builder = Scorecard.newBuilder();
    try {
      JsonFormat.parser()
          .ignoringUnknownFields()
          .merge(new String(json, StandardCharsets.UTF_8), builder);
    } catch (InvalidProtocolBufferException e) {
      throw new IOException(name + " is not a scorecard: " + e.getMessage(), e);
    }
    return builder.build();
  }
}
