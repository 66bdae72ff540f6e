package org.greensweep.inference.kernel;

/** Pooling as its definition reads; rows and columns are summed in order. */
public record FloatPoolingScalar(PoolShape shape, Clamp clamp) implements FloatPooling {
  @Override
  public void run(int row, float[] input, float[] output, Scratch scratch) {
    run(row, 0, input, output);
  }

  /** Computes the channels from {@code firstChannel} on. */
  public void run(int row, int firstChannel, float[] input, float[] output) {
    for (int x = 0; x < shape.outputWidth(); x++) {
      int at = row * shape.outputWidth() + x;
      for (int channel = firstChannel; channel < shape.channels(); channel++) {
        output[at * shape.channels() + channel] = clamp.apply(value(input, row, x, channel));
      }
    }
  }

  private float value(float[] input, int y, int x, int channel) {
    float maximum = Float.NEGATIVE_INFINITY;
    float sum = 0;
    for (int row = shape.rowBegin()[y]; row < shape.rowEnd()[y]; row += shape.rowStep()) {
      for (int column = shape.columnBegin()[x];
          column < shape.columnEnd()[x];
          column += shape.columnStep()) {
        float value = input[(row * shape.inputWidth() + column) * shape.channels() + channel];
        maximum = Math.max(maximum, value);
        sum += value;
      }
    }
    return shape.maximum() ? maximum : sum / shape.divisors()[y * shape.outputWidth() + x];
  }
}
