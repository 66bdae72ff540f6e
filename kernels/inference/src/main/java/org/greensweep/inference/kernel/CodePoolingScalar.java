package org.greensweep.inference.kernel;

/** Maxima as their definition reads; {@code lowest} is the code of an empty window. */
public record CodePoolingScalar(PoolShape shape, int lowest) implements CodePooling {
  @Override
  public void run(int row, byte[] input, byte[] output, Scratch scratch) {
    for (int x = 0; x < shape.outputWidth(); x++) {
      int at = (row * shape.outputWidth() + x) * shape.channels();
      for (int channel = 0; channel < shape.channels(); channel++) {
        output[at + channel] = maximum(input, row, x, channel);
      }
    }
  }

  private byte maximum(byte[] input, int y, int x, int channel) {
    int maximum = lowest;
    for (int row = shape.rowBegin()[y]; row < shape.rowEnd()[y]; row += shape.rowStep()) {
      for (int column = shape.columnBegin()[x];
          column < shape.columnEnd()[x];
          column += shape.columnStep()) {
        int at = (row * shape.inputWidth() + column) * shape.channels() + channel;
        maximum = Math.max(maximum, input[at]);
      }
    }
    return (byte) maximum;
  }
}
