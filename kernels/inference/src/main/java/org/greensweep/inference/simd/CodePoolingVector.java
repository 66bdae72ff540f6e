package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.BYTES;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import org.greensweep.inference.kernel.CodePooling;
import org.greensweep.inference.kernel.CodePoolingScalar;
import org.greensweep.inference.kernel.PoolShape;

/**
 * Maxima of codes: whole vectors of channels first, then vectors of eight or sixteen; channels
 * beyond run plainly.
 */
final class CodePoolingVector implements CodePooling {
  private final PoolShape shape;
  private final int lowest;
  private final CodePoolingScalar rest;

  /** Channels in whole vectors, and in shorter ones too. */
  private final int wide;

  private final int bound;

  CodePoolingVector(PoolShape shape, int lowest) {
    this.shape = shape;
    this.lowest = lowest;
    this.rest = new CodePoolingScalar(shape, lowest);
    this.wide = Species.WHOLE_BYTES.loopBound(shape.channels());
    this.bound = BYTES.loopBound(shape.channels());
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
    for (; i < wide; i += Species.WHOLE_BYTES.length()) {
      ByteVector.fromArray(Species.WHOLE_BYTES, input, from + i)
          .max(ByteVector.fromArray(Species.WHOLE_BYTES, output, at + i))
          .intoArray(output, at + i);
    }
    for (; i < bound; i += BYTES.length()) {
      ByteVector.fromArray(BYTES, input, from + i)
          .max(ByteVector.fromArray(BYTES, output, at + i))
          .intoArray(output, at + i);
    }
  }
}
