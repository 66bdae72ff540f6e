package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.WHOLE_BYTES;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import org.greensweep.inference.kernel.CodePooling;
import org.greensweep.inference.kernel.CodePoolingScalar;
import org.greensweep.inference.kernel.PoolShape;
import org.greensweep.inference.kernel.Scratch;

/**
 * Maxima of codes, a whole vector of channels at a time; fewer channels run plainly, since JDK 17
 * has no maximum of shorter vectors of bytes.
 */
final class CodePoolingVector extends WindowMaxima<byte[]> implements CodePooling {
  private static final int LENGTH = WHOLE_BYTES.length();

  private final int lowest;
  private final boolean whole;
  private final CodePooling plain;

  CodePoolingVector(PoolShape shape, int lowest) {
    super(shape);
    this.lowest = lowest;
    this.whole = shape.channels() >= LENGTH;
    this.plain = new CodePoolingScalar(shape, lowest);
  }

  @Override
  public void run(int row, byte[] input, byte[] output, Scratch scratch) {
    if (whole) {
      row(row, input, scratch.bytes(line()), output);
    } else {
      plain.run(row, input, output, scratch);
    }
  }

  @Override
  void empty(byte[] to, int begin, int end) {
    Arrays.fill(to, begin, end, (byte) lowest);
  }

  @Override
  void highest(
      byte[] known, int at, byte[] from, int a, int b, int c, byte[] to, int toAt, int length) {
    for (int begin = 0; begin < length; begin += LENGTH) {
      // The last overlaps the one before it, which leaves a maximum as it is.
      int i = Math.min(begin, length - LENGTH);
      ByteVector.fromArray(WHOLE_BYTES, known, at + i)
          .max(ByteVector.fromArray(WHOLE_BYTES, from, a + i))
          .max(ByteVector.fromArray(WHOLE_BYTES, from, b + i))
          .max(ByteVector.fromArray(WHOLE_BYTES, from, c + i))
          .intoArray(to, toAt + i);
    }
  }
}
