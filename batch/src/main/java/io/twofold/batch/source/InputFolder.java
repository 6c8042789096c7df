package io.twofold.batch.source;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.jspecify.annotations.Nullable;

/** The files under a path, on any file system that Hadoop knows. */
final class InputFolder {

  private final FileSystem files;
  private final FileStatus root;

  private InputFolder(FileSystem files, FileStatus root) {
    this.files = files;
    this.root = root;
  }

  /**
   * @throws SourceException where there is nothing at the path
   */
  static InputFolder open(String path, Configuration hadoop) throws IOException {
    Path given = new Path(path);
    FileSystem files = given.getFileSystem(hadoop);
    try {
      return new InputFolder(files, files.getFileStatus(files.makeQualified(given)));
    } catch (FileNotFoundException e) {
      throw new SourceException("there is no file or folder " + path, e);
    }
  }

  /** The path as Spark's readers name it. */
  String path() {
    return root.getPath().toString();
  }

  boolean isFile() {
    return root.isFile();
  }

  /**
   * What the images here are: what the first file is that is known by its name.
   *
   * @throws SourceException where there is none
   */
  SourceFormat guess() throws IOException {
    RemoteIterator<LocatedFileStatus> each = files.listFiles(root.getPath(), true);
    while (each.hasNext()) {
      SourceFormat format = visible(each.next());
      if (format != null) {
        return format;
      }
    }
    throw new SourceException(
        "%s holds no images: no .parquet, .png or idx3-ubyte file".formatted(path()));
  }

  /** The IDX files here that may hold images: those of labels, of one dimension, are left out. */
  List<FileStatus> idxFiles() throws IOException {
    if (isFile()) {
      return List.of(root);
    }
    List<FileStatus> found = new ArrayList<>();
    RemoteIterator<LocatedFileStatus> each = files.listFiles(root.getPath(), true);
    while (each.hasNext()) {
      FileStatus file = each.next();
      if (visible(file) == SourceFormat.IDX && !file.getPath().getName().contains("idx1-")) {
        found.add(file);
      }
    }
    if (found.isEmpty()) {
      throw new SourceException(
          "%s holds no IDX file of images, named ...idx3-ubyte or ...idx4-ubyte".formatted(path()));
    }
    found.sort((a, b) -> a.getPath().compareTo(b.getPath()));
    return found;
  }

  /** As Spark's readers do, files whose names start with a dot or an underscore are passed over. */
  private static @Nullable SourceFormat visible(FileStatus file) {
    String name = file.getPath().getName();
    return name.startsWith(".") || name.startsWith("_") ? null : SourceFormat.of(name);
  }
}
