package io.twofold.codec.bundle;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What an ONNX file of a bundle must not do, looked for in its bytes before anything is built from
 * them.
 *
 * <ul>
 *   <li>It reads no other file: tensors hold their values themselves.
 *   <li>It runs no code but ONNX's own operators, and of those the ones in {@link GraphOperators}.
 *   <li>It holds no graphs inside nodes and no functions: every node runs once.
 *   <li>A tensor holds as many values as it declares.
 * </ul>
 *
 * <p>How much memory its values take while it runs is not bounded here: a broadcast of two small
 * tensors may be huge. Where ONNX Runtime cannot have that memory, it refuses the graph.
 *
 * <p>Source: the field numbers of <a
 * href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>.
 */
final class GraphCheck {

  private static final int MAX_NODES = 100_000;
  private static final int MAX_TENSORS = 100_000;
  private static final int MAX_RANK = 16;

  /** Two 4-bit values fit a byte; nothing is packed tighter. */
  private static final long VALUES_PER_BYTE = 2;

  private final Path folder;
  private final String name;
  private final CodedInputStream in;
  private int nodes;
  private int tensors;

  /** Of the tensor that is being read. */
  private int rank;

  private long values;

  private GraphCheck(Path folder, String name, byte[] onnx) {
    this.folder = folder;
    this.name = name;
    this.in = CodedInputStream.newInstance(onnx);
  }

  /**
   * Checks a graph.
   *
   * @throws BundleException where it is no ONNX model, or not one that a bundle may hold
   */
  static void require(Path folder, String name, byte[] onnx) throws BundleException {
    try {
      new GraphCheck(folder, name, onnx).message(GraphCheck::model);
    } catch (BundleException e) {
      throw e;
    } catch (InvalidProtocolBufferException e) {
      throw new BundleException(folder, name + " is not an ONNX model: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot be read", e);
    }
  }

  /** Reads what is of interest in a message's field; false where the value is still unread. */
  private interface Fields {
    boolean read(GraphCheck check, int tag) throws IOException;
  }

  private boolean model(int tag) throws IOException {
    return switch (WireFormat.getTagFieldNumber(tag)) {
      case 7 -> nested(tag, GraphCheck::graph);
      case 8 -> nested(tag, GraphCheck::operatorSet);
      case 20 -> throw refused("holds a training graph");
      case 25 -> throw refused("holds functions of its own");
      default -> false;
    };
  }

  private boolean operatorSet(int tag) throws IOException {
    return WireFormat.getTagFieldNumber(tag) == 1 && ownDomain(tag);
  }

  private boolean graph(int tag) throws IOException {
    return switch (WireFormat.getTagFieldNumber(tag)) {
      case 1 -> countedNode(tag);
      case 5 -> tensor(tag);
      case 15 -> throw refused("holds a sparse tensor");
      default -> false;
    };
  }

  private boolean countedNode(int tag) throws IOException {
    require(++nodes <= MAX_NODES, "has more than " + MAX_NODES + " nodes");
    return nested(tag, GraphCheck::node);
  }

  private boolean node(int tag) throws IOException {
    return switch (WireFormat.getTagFieldNumber(tag)) {
      case 4 -> isBytes(tag) && operator(in.readString());
      case 5 -> nested(tag, GraphCheck::attribute);
      case 7 -> ownDomain(tag);
      default -> false;
    };
  }

  private boolean operator(String operator) throws BundleException {
    require(
        GraphOperators.ALLOWED.contains(operator),
        "uses the operator '" + operator + "', which no graph of a bundle may");
    return true;
  }

  private boolean attribute(int tag) throws IOException {
    return switch (WireFormat.getTagFieldNumber(tag)) {
      case 5, 10 -> tensor(tag);
      case 6, 11 -> throw refused("holds a graph inside a node");
      case 22, 23 -> throw refused("holds a sparse tensor");
      default -> false;
    };
  }

  private boolean tensor(int tag) throws IOException {
    if (!isBytes(tag)) {
      return false;
    }
    require(++tensors <= MAX_TENSORS, "has more than " + MAX_TENSORS + " tensors");
    int length = in.readRawVarint32();
    int limit = in.pushLimit(length);
    rank = 0;
    values = 1;
    message(GraphCheck::tensorField);
    in.popLimit(limit);
    require(
        values <= length * VALUES_PER_BYTE, "has a tensor that declares more values than it holds");
    return true;
  }

  private boolean tensorField(int tag) throws IOException {
    return switch (WireFormat.getTagFieldNumber(tag)) {
      case 1 -> dims(tag);
      case 13 -> throw refused("keeps a tensor in another file");
      case 14 -> location(tag);
      default -> false;
    };
  }

  private boolean location(int tag) throws IOException {
    if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_VARINT) {
      return false;
    }
    require(in.readEnum() == 0, "keeps a tensor in another file");
    return true;
  }

  private boolean dims(int tag) throws IOException {
    if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_VARINT) {
      dim(in.readInt64());
      return true;
    }
    if (!isBytes(tag)) {
      return false;
    }
    int limit = in.pushLimit(in.readRawVarint32());
    while (!in.isAtEnd()) {
      dim(in.readInt64());
    }
    in.popLimit(limit);
    return true;
  }

  private void dim(long dim) throws BundleException {
    require(++rank <= MAX_RANK, "has a tensor of more than " + MAX_RANK + " dimensions");
    require(dim >= 0, "has a tensor of a negative dimension");
    values = dim > 0 && values > Long.MAX_VALUE / dim ? Long.MAX_VALUE : values * dim;
  }

  private boolean ownDomain(int tag) throws IOException {
    if (!isBytes(tag)) {
      return false;
    }
    String domain = in.readString();
    require(
        domain.isEmpty() || domain.equals("ai.onnx"),
        "uses operators of the domain '" + domain + "'");
    return true;
  }

  private boolean nested(int tag, Fields fields) throws IOException {
    if (!isBytes(tag)) {
      return false;
    }
    int limit = in.pushLimit(in.readRawVarint32());
    message(fields);
    in.popLimit(limit);
    return true;
  }

  private void message(Fields fields) throws IOException {
    while (!in.isAtEnd()) {
      int tag = in.readTag();
      if (!fields.read(this, tag)) {
        in.skipField(tag);
      }
    }
  }

  private static boolean isBytes(int tag) {
    return WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
  }

  private void require(boolean holds, String otherwise) throws BundleException {
    if (!holds) {
      throw refused(otherwise);
    }
  }

  private BundleException refused(String why) {
    return new BundleException(folder, name + " " + why);
  }
}
