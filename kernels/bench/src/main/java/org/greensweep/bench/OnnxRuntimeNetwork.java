package org.greensweep.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.greensweep.network.Shape;

/** A model on ONNX Runtime; input and output lie outside the heap and are the same in every run. */
final class OnnxRuntimeNetwork implements Work {
  private final OrtSession.SessionOptions options;
  private final OrtSession session;
  private final OnnxTensor input;
  private final OnnxTensor output;
  private final FloatBuffer values;
  private final Map<String, OnnxTensor> inputs;
  private final Map<String, OnnxTensor> outputs;

  OnnxRuntimeNetwork(
      byte[] model, OptLevel optimization, Shape in, Shape out, float[] image, int threads) {
    try {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      options = new OrtSession.SessionOptions();
      options.setOptimizationLevel(optimization);
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      // Its threads must not spin on while others take their turn.
      options.addConfigEntry("session.force_spinning_stop", "1");
      session = environment.createSession(model, options);
      FloatBuffer pixels = buffer(image.length);
      pixels.put(image).rewind();
      values = buffer(Math.toIntExact(out.elements()));
      input = OnnxTensor.createTensor(environment, pixels, extents(in));
      output = OnnxTensor.createTensor(environment, values, extents(out));
      inputs = Map.of(session.getInputNames().iterator().next(), input);
      outputs = Map.of(session.getOutputNames().iterator().next(), output);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime refuses the model: " + e.getMessage(), e);
    }
  }

  private static FloatBuffer buffer(int length) {
    return ByteBuffer.allocateDirect(Float.BYTES * length)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  private static long[] extents(Shape shape) {
    List<Long> extents = new ArrayList<>(List.of(1L));
    shape.extents().forEach(extent -> extents.add((long) extent));
    return extents.stream().mapToLong(Long::longValue).toArray();
  }

  @Override
  public void run() {
    try (OrtSession.Result result = session.run(inputs, outputs)) {
      assert result.size() == 0 || result.size() == 1;
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime fails: " + e.getMessage(), e);
    }
  }

  @Override
  public float[] answer() {
    float[] answer = new float[values.capacity()];
    values.get(0, answer);
    return answer;
  }

  @Override
  public void close() {
    try {
      output.close();
      input.close();
      session.close();
      options.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime does not close", e);
    }
  }
}
