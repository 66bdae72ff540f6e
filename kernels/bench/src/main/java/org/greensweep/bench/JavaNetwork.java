package org.greensweep.bench;

import java.util.List;
import org.greensweep.inference.Executor;
import org.greensweep.network.Network;
import org.greensweep.network.PrecisionPlans;
import org.greensweep.network.parameters.Model;

/** A network on our executor. */
final class JavaNetwork implements Work {
  private final Executor executor;
  private final List<float[]> input;
  private List<float[]> output = List.of();

  JavaNetwork(Model model, String precision, float[] image, int threads) {
    Network network = model.network();
    executor = Executor.compile(model, PrecisionPlans.of(precision, network), threads);
    input = List.of(image);
  }

  @Override
  public void run() {
    output = executor.run(input);
  }

  @Override
  public float[] answer() {
    return output.get(0).clone();
  }

  @Override
  public void close() {
    executor.close();
  }
}
