package org.greensweep.inference.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.greensweep.inference.Executor;
import org.greensweep.network.PrecisionPlans;
import org.greensweep.network.onnx.InputDimensions;
import org.greensweep.network.onnx.OnnxModel;
import org.greensweep.network.onnx.OnnxReader;

/** Runs a file with ONNX Runtime and with our reader and executor. */
final class OnnxOracle implements AutoCloseable {
  /** Values of an output and its extents, with every axis. */
  record Output(List<Integer> dims, double[] values) {}

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final Path folder;
  private int files;

  OnnxOracle(Path folder) {
    this.folder = folder;
  }

  List<Output> expected(OnnxCase operator) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
      try (OrtSession session =
          environment.createSession(operator.model().toByteArray(), options)) {
        Map<String, OnnxTensorLike> inputs = new HashMap<>();
        for (OnnxCase.Input input : operator.inputs()) {
          inputs.put(input.name(), tensor(input));
        }
        List<Output> outputs = new ArrayList<>();
        try (OrtSession.Result result = session.run(inputs)) {
          for (Map.Entry<String, OnnxValue> entry : result) {
            outputs.add(output((OnnxTensor) entry.getValue()));
          }
        }
        inputs.values().forEach(OnnxTensorLike::close);
        return outputs;
      }
    }
  }

  private OnnxTensor tensor(OnnxCase.Input input) throws OrtException {
    ByteBuffer bytes = OnnxCase.bytes(input.type(), input.values());
    OnnxJavaType type =
        switch (input.type()) {
          case FLOAT -> OnnxJavaType.FLOAT;
          case INT64 -> OnnxJavaType.INT64;
          case INT32 -> OnnxJavaType.INT32;
          case INT8 -> OnnxJavaType.INT8;
          case UINT8 -> OnnxJavaType.UINT8;
          case BOOL -> OnnxJavaType.BOOL;
          default -> throw new IllegalArgumentException(input.type().toString());
        };
    return OnnxTensor.createTensor(environment, bytes, input.dims(), type);
  }

  private static Output output(OnnxTensor tensor) {
    List<Integer> dims = new ArrayList<>();
    for (long dim : tensor.getInfo().getShape()) {
      dims.add((int) dim);
    }
    double[] values = new double[(int) tensor.getInfo().getNumElements()];
    switch (tensor.getInfo().type) {
      case FLOAT -> {
        FloatBuffer floats = tensor.getFloatBuffer();
        for (int i = 0; i < values.length; i++) {
          values[i] = floats.get(i);
        }
      }
      case INT64 -> {
        LongBuffer longs = tensor.getLongBuffer();
        for (int i = 0; i < values.length; i++) {
          values[i] = longs.get(i);
        }
      }
      case INT32 -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = tensor.getIntBuffer().get(i);
        }
      }
      default -> {
        ByteBuffer bytes = tensor.getByteBuffer();
        boolean signed = tensor.getInfo().type == OnnxJavaType.INT8;
        for (int i = 0; i < values.length; i++) {
          values[i] = signed ? bytes.get(i) : bytes.get(i) & 0xFF;
        }
      }
    }
    return new Output(dims, values);
  }

  List<Output> ours(OnnxCase operator) {
    return ours(operator, "fp32");
  }

  List<Output> ours(OnnxCase operator, String precision) {
    OnnxModel model = read(operator.model());
    List<float[]> inputs = new ArrayList<>();
    for (OnnxCase.Input input : operator.inputs()) {
      float[] values = new float[input.values().length];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) input.values()[i];
      }
      inputs.add(values);
    }
    try (Executor executor =
        Executor.compile(model.model(), PrecisionPlans.of(precision, model.network()), 1)) {
      List<float[]> results = executor.run(inputs);
      List<Output> outputs = new ArrayList<>();
      for (int i = 0; i < results.size(); i++) {
        double[] values = new double[results.get(i).length];
        for (int k = 0; k < values.length; k++) {
          values[k] = results.get(i)[k];
        }
        outputs.add(new Output(model.outputs().get(i).dims(), values));
      }
      return outputs;
    }
  }

  OnnxModel read(ModelProto model) {
    Path file = folder.resolve("case" + files++ + ".onnx");
    try {
      Files.write(file, model.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return OnnxReader.read(file, InputDimensions.ofFile());
  }

  @Override
  public void close() {
    environment.close();
  }
}
