package org.greensweep.network.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.greensweep.network.UserError;
import org.greensweep.network.tensor.Values;

/**
 * One tensor in a file of its own, an ONNX TensorProto: how the ONNX test suites hold inputs and
 * outputs.
 *
 * @param dims every axis
 * @param values in row-major order, as fp32
 */
@SuppressWarnings("ArrayRecordComponent") // a plain tensor, never compared
public record OnnxTensorFile(String name, List<Integer> dims, float[] values) {
  public OnnxTensorFile {
    dims = List.copyOf(dims);
  }

  /** Reads {@code file}; whatever is wrong with it is a {@link UserError}. */
  public static OnnxTensorFile read(Path file) {
    try {
      TensorProto tensor = TensorProto.parseFrom(Files.readAllBytes(file));
      Path folder = file.toAbsolutePath().getParent();
      TensorReader reader =
          new TensorReader(new ExternalData(folder == null ? Path.of(".") : folder));
      ConstantTensor read = reader.read(tensor, false);
      Values values = read.values();
      float[] floats = new float[values.length()];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) values.get(i);
      }
      return new OnnxTensorFile(tensor.getName(), read.dims(), floats);
    } catch (InvalidProtocolBufferException e) {
      throw new UserError(file + ": not an ONNX tensor (a TensorProto): " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read: " + e, e);
    } catch (UserError e) {
      throw new UserError(file + ": " + e.getMessage(), e);
    }
  }

  /** Writes the tensor as fp32. */
  public void write(Path file) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT_VALUE);
    dims.forEach(tensor::addDims);
    tensor.setRawData(UnsafeByteOperations.unsafeWrap(bytes));
    try {
      Files.write(file, tensor.build().toByteArray());
    } catch (IOException e) {
      throw new UserError(file + ": cannot be written: " + e, e);
    }
  }
}
