package org.greensweep.network.tensor;

/** A general tensor operator made ready for its shapes. */
public interface TensorKernel {
  /** Parts of the work that may run at the same time. */
  int parts();

  /** Does part number {@code part}: reads {@code inputs}, writes its share of {@code output}. */
  void run(int part, Values[] inputs, Values output);

  /** Does all parts. */
  default void run(Values[] inputs, Values output) {
    for (int part = 0; part < parts(); part++) {
      run(part, inputs, output);
    }
  }
}
