package org.greensweep.network.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.greensweep.network.UserError;

/**
 * Reads ONNX files of opsets 7 to 22. The file is mapped, not copied, and parameters are decoded
 * when they are asked for. Whatever is wrong with a file is a {@link UserError}.
 */
public final class OnnxReader {
  private static final String SUFFIX = ".onnx";

  private OnnxReader() {}

  /** Whether a network's name is the path of a file. */
  public static boolean isPath(String name) {
    return name.endsWith(SUFFIX);
  }

  /** Reads the network of {@code file} with these dimensions for those that it leaves open. */
  public static OnnxModel read(Path file, InputDimensions dimensions) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      return read(
          stem(file),
          mapped(file),
          new TensorReader(new ExternalData(folder == null ? Path.of(".") : folder)),
          dimensions);
    } catch (UserError e) {
      throw new UserError(file + ": " + e.getMessage(), e);
    }
  }

  static OnnxModel read(
      String name, ByteString bytes, TensorReader tensors, InputDimensions dimensions) {
    ModelProto model = parsed(bytes);
    if (!model.hasGraph()) {
      throw new UserError("holds no graph, so it is no ONNX model, or empty; export it again");
    }
    return new GraphReader(name, model.getGraph(), opset(model), tensors, dimensions).read();
  }

  private static ByteString mapped(Path file) {
    if (Files.isDirectory(file)) {
      throw new UserError("is a folder; give the path of an .onnx file");
    }
    if (!Files.isRegularFile(file)) {
      throw new UserError("no such file; give the path of one that exists");
    }
    try {
      return ExternalData.MappedFile.of(file);
    } catch (IOException e) {
      throw new UserError("cannot be read: " + e.getMessage(), e);
    }
  }

  private static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    return isPath(name) ? name.substring(0, name.length() - SUFFIX.length()) : name;
  }

  private static ModelProto parsed(ByteString bytes) {
    try {
      CodedInputStream input = bytes.newCodedInput();
      // Weights stay where they are instead of being copied to the heap.
      input.enableAliasing(true);
      return ModelProto.parseFrom(input);
    } catch (IOException e) {
      throw new UserError("is no ONNX model, or damaged: " + e.getMessage(), e);
    }
  }

  private static int opset(ModelProto model) {
    for (OperatorSetIdProto set : model.getOpsetImportList()) {
      if (isStandard(set.getDomain())) {
        long version = set.getVersion();
        if (version < Operators.OLDEST_OPSET || version > Operators.NEWEST_OPSET) {
          throw new UserError(
              "is of opset %d; %d to %d are supported, convert it"
                  .formatted(version, Operators.OLDEST_OPSET, Operators.NEWEST_OPSET));
        }
        return (int) version;
      }
    }
    throw new UserError("does not say which opset it is of");
  }

  static boolean isStandard(String domain) {
    return domain.isEmpty() || domain.equals("ai.onnx");
  }
}
