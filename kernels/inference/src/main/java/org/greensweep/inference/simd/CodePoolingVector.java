package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.WHOLE_BYTES;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import org.greensweep.inference.kernel.CodePooling;
import org.greensweep.inference.kernel.CodePoolingScalar;
import org.greensweep.inference.kernel.PoolShape;
import org.greensweep.inference.kernel.Scratch;

/**
 * Maxima of codes, a whole vector of channels at a time, down and then across as {@link
 * FloatPoolingVector} has it; fewer channels run plainly, since JDK 17 has no maximum of shorter
 * vectors of bytes.
 */
final class CodePoolingVector implements CodePooling {
  private static final int LENGTH = WHOLE_BYTES.length();

  /** Rows or columns whose maximum is taken at once: as many as most windows have. */
  private static final int TOGETHER = 3;

  private final PoolShape shape;
  private final int lowest;
  private final CodePooling plain;

  CodePoolingVector(PoolShape shape, int lowest) {
    this.shape = shape;
    this.lowest = lowest;
    this.plain = new CodePoolingScalar(shape, lowest);
  }

  @Override
  public void run(int row, byte[] input, byte[] output, Scratch scratch) {
    int channels = shape.channels();
    if (channels < LENGTH) {
      plain.run(row, input, output, scratch);
      return;
    }
    int line = shape.inputWidth() * channels;
    byte[] columns = scratch.bytes(line);
    int begin = shape.rowBegin()[row];
    highest(input, begin, shape.rowEnd()[row], shape.rowStep(), line, columns, 0);
    for (int x = 0; x < shape.outputWidth(); x++) {
      int at = (row * shape.outputWidth() + x) * channels;
      int first = shape.columnBegin()[x];
      highest(columns, first, shape.columnEnd()[x], shape.columnStep(), channels, output, at);
    }
  }

  /** The highest of some of the rows of {@code length} codes that follow each other. */
  private void highest(byte[] from, int begin, int end, int step, int length, byte[] to, int toAt) {
    if (begin >= end) {
      Arrays.fill(to, toAt, toAt + length, (byte) lowest);
    }
    int last = begin + (end - 1 - begin) / step * step;
    for (int row = begin; row < end; row += TOGETHER * step) {
      boolean fresh = row == begin;
      highest(
          fresh ? from : to,
          fresh ? row * length : toAt,
          from,
          row * length,
          Math.min(row + step, last) * length,
          Math.min(row + 2 * step, last) * length,
          to,
          toAt,
          length);
    }
  }

  private static void highest(
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
