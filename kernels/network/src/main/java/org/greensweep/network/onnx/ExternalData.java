package org.greensweep.network.onnx;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.greensweep.network.UserError;

/**
 * Tensors that lie in files beside the model; nothing outside the model's folder is ever opened.
 */
final class ExternalData {
  private final Path folder;
  private final Map<Path, ByteString> files = new HashMap<>();

  /**
   * @param folder where the model lies
   */
  ExternalData(Path folder) {
    this.folder = folder;
  }

  /** The bytes of a tensor, mapped, not read. */
  ByteString bytes(TensorProto tensor) {
    Map<String, String> entries = new HashMap<>();
    for (StringStringEntryProto entry : tensor.getExternalDataList()) {
      entries.put(entry.getKey(), entry.getValue());
    }
    String location = entries.get("location");
    if (location == null) {
      throw new UserError("is external data without a location");
    }
    ByteString file = files.computeIfAbsent(resolve(location), path -> map(path, location));
    long offset = number(entries, "offset", 0);
    long length = number(entries, "length", file.size() - offset);
    if (offset < 0 || length < 0 || offset > file.size() || length > file.size() - offset) {
      throw new UserError(
          "bytes %d to %d of external file %s, which has %d"
              .formatted(offset, offset + length, location, file.size()));
    }
    return file.substring((int) offset, (int) (offset + length));
  }

  private static long number(Map<String, String> entries, String key, long fallback) {
    String text = entries.get(key);
    try {
      return text == null ? fallback : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new UserError("external data has " + key + " '" + text + "', not a number", e);
    }
  }

  /** The real file of a location, links followed, which must lie in the folder. */
  private Path resolve(String location) {
    try {
      Path path = Path.of(location);
      if (path.isAbsolute()) {
        throw outside(location);
      }
      Path real = folder.resolve(path).toRealPath();
      if (!real.startsWith(folder.toRealPath())) {
        throw outside(location);
      }
      return real;
    } catch (InvalidPathException | IOException e) {
      throw new UserError("external file '" + location + "' cannot be found in " + folder, e);
    }
  }

  private UserError outside(String location) {
    return new UserError(
        "external file '"
            + location
            + "' lies outside the model's folder "
            + folder
            + "; put it beside the model");
  }

  private static ByteString map(Path path, String location) {
    try {
      if (!Files.isRegularFile(path)) {
        throw new UserError("external file '" + location + "' is not a regular file");
      }
      return MappedFile.of(path);
    } catch (IOException e) {
      throw new UserError("external file '" + location + "' cannot be read: " + e.getMessage(), e);
    }
  }

  /** A file's bytes in the page cache, which count once however often they are looked at. */
  static final class MappedFile {
    private MappedFile() {}

    static ByteString of(Path path) throws IOException {
      try (FileChannel channel = FileChannel.open(path)) {
        if (channel.size() > Integer.MAX_VALUE) {
          throw new UserError(
              "%s has %,d bytes; the largest file is 2 GiB, split it into external data"
                  .formatted(path, channel.size()));
        }
        ByteBuffer mapped = channel.map(MapMode.READ_ONLY, 0, channel.size());
        return UnsafeByteOperations.unsafeWrap(mapped);
      }
    }
  }
}
