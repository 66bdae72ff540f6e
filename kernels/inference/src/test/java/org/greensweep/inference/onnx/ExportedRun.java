package org.greensweep.inference.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.LongStream;
import org.greensweep.network.Network;
import org.greensweep.network.PrecisionPlan;
import org.greensweep.network.onnx.OnnxWriter;
import org.greensweep.network.parameters.Model;
import org.greensweep.network.quantization.ActivationRanges;

/**
 * Runs a model as ONNX Runtime understands the file that we write of it: operator by operator as
 * the standard defines them, nothing rearranged.
 */
public final class ExportedRun {
  private ExportedRun() {}

  public static float[] run(Model model, PrecisionPlan plan, ActivationRanges ranges, float[] input)
      throws OrtException, IOException {
    Path file = Files.createTempFile("exported", ".onnx");
    try {
      try (OutputStream stream = Files.newOutputStream(file)) {
        OnnxWriter.write(model, plan, ranges, stream);
      }
      return run(file, model.network(), input);
    } finally {
      Files.delete(file);
    }
  }

  private static float[] run(Path file, Network network, float[] input) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] extents =
        LongStream.concat(
                LongStream.of(1), network.input().extents().stream().mapToLong(extent -> extent))
            .toArray();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
      options.setIntraOpNumThreads(1);
      try (OrtSession session = environment.createSession(file.toString(), options);
          OnnxTensor tensor =
              OnnxTensor.createTensor(environment, FloatBuffer.wrap(input), extents);
          OrtSession.Result result = session.run(Map.of("input", tensor))) {
        FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
        float[] output = new float[values.remaining()];
        values.get(output);
        return output;
      }
    }
  }
}
