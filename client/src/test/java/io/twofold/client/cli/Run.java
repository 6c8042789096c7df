package io.twofold.client.cli;

import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What a command line did.
 *
 * @param bytes the standard output
 * @param err the standard error
 */
record Run(int exitCode, ByteString bytes, String err) {

  static Run of(Object... args) {
    return fed(new byte[0], args);
  }

  /** With something on its standard input. */
  static Run fed(byte[] in, Object... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] words = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      words[i] = args[i].toString();
    }
    int exitCode = Main.run(words, new ByteArrayInputStream(in), out, err);
    return new Run(
        exitCode, ByteString.copyFrom(out.toByteArray()), err.toString(StandardCharsets.UTF_8));
  }

  /** One that ended so. */
  static Run ended(int exitCode, String out, String err) {
    return new Run(exitCode, ByteString.copyFromUtf8(out), err);
  }

  /** The standard output as text. */
  String out() {
    return bytes.toStringUtf8();
  }
}
