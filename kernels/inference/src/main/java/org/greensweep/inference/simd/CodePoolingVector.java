package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.WHOLE_BYTES;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import org.greensweep.inference.kernel.CodePooling;
import org.greensweep.inference.kernel.CodePoolingScalar;
import org.greensweep.inference.kernel.PoolShape;

/**
 * Maxima of codes, a whole vector of channels at a time; fewer channels run plainly, since JDK 17
 * has no maximum of shorter vectors of bytes.
 */
final class CodePoolingVector implements CodePooling {
  private static final int LENGTH = WHOLE_BYTES.length();

  private final PoolShape shape;
  private final int lowest;
  private final CodePoolingScalar rest;

  /** Channels in vectors: all or none. */
  private final int bound;

  CodePoolingVector(PoolShape shape, int lowest) {
    this.shape = shape;
    this.lowest = lowest;
    this.rest = new CodePoolingScalar(shape, lowest);
    this.bound = shape.channels() >= LENGTH ? shape.channels() : 0;
  }

  @Override
  public void run(int row, byte[] input, byte[] output) {
    for (int x = 0; x < shape.outputWidth(); x++) {
      int at = (row * shape.outputWidth() + x) * shape.channels();
      Arrays.fill(output, at, at + bound, (byte) lowest);
      takeIn(input, row, x, output, at);
    }
    rest.run(row, bound, input, output);
  }

  /** The output itself collects: JDK 17 makes objects of vectors that a loop hands on. */
  private void takeIn(byte[] input, int y, int x, byte[] output, int at) {
    int columnEnd = shape.columnEnd()[x];
    for (int row = shape.rowBegin()[y]; row < shape.rowEnd()[y]; row += shape.rowStep()) {
      int line = row * shape.inputWidth();
      for (int column = shape.columnBegin()[x]; column < columnEnd; column += shape.columnStep()) {
        raise(input, (line + column) * shape.channels(), output, at);
      }
    }
  }

  private void raise(byte[] input, int from, byte[] output, int at) {
    int i = 0;
    for (; i <= bound - LENGTH; i += LENGTH) {
      raiseVector(input, from + i, output, at + i);
    }
    if (i < bound) {
      // It overlaps the one before it, which leaves a maximum as it is.
      raiseVector(input, from + bound - LENGTH, output, at + bound - LENGTH);
    }
  }

  private static void raiseVector(byte[] input, int from, byte[] output, int at) {
    ByteVector most = ByteVector.fromArray(WHOLE_BYTES, output, at);
    most.max(ByteVector.fromArray(WHOLE_BYTES, input, from)).intoArray(output, at);
  }
}
