package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.HALF_BYTES;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Quantization;
import org.greensweep.inference.kernel.Scratch;

/**
 * The inputs of a convolution as words of bits: the codes of two bits of some output rows, with
 * their padding, the low bits of 32 channels in a word and the high ones in the word behind. Where
 * several pixels of a kernel row have no more channels together, a word begins at each pixel and
 * has them all.
 */
final class BitPlanes {
  /** The highest code above the lowest. */
  static final int HIGHEST = 3;

  /** Words of a pixel's 32 channels. */
  private static final int PLANES = 2;

  private static final int LANES = HALF_BYTES.length();

  private final ConvolutionShape shape;

  /** Taps of a kernel row that share a word. */
  private final int together;

  /** Pairs of words that begin at a pixel. */
  private final int pairs;

  private final PaddedFrame frame;

  /** The same with a byte for each channel. */
  private final PaddedFrame byteFrame;

  private final byte pad;
  private final byte lowest;

  BitPlanes(ConvolutionShape shape, Quantization input) {
    this.shape = shape;
    int channels = shape.groupInputs();
    int row = shape.window().dilationWidth() == 1 ? shape.window().kernelWidth() : 1;
    this.together = Math.max(1, Math.min(row, Integer.SIZE / channels));
    this.pairs = (channels + Integer.SIZE - 1) / Integer.SIZE;
    this.frame = new PaddedFrame(shape, PLANES * pairs, 0);
    this.byteFrame = new PaddedFrame(shape, channels, 0);
    this.pad = input.quantize(shape.padValue());
    this.lowest = (byte) input.lowest();
  }

  private int rowGroups() {
    return (shape.window().kernelWidth() + together - 1) / together;
  }

  /** Pairs of words that an output reads. */
  int words() {
    return shape.window().kernelHeight() * rowGroups() * pairs;
  }

  /** Which bit of these words has factor {@code k} of a dot product. */
  int bit(int k) {
    int tap = k / shape.groupInputs();
    int channel = k % shape.groupInputs();
    int row = tap / shape.window().kernelWidth();
    int column = tap % shape.window().kernelWidth();
    int group = row * rowGroups() + column / together;
    return group * pairs * Integer.SIZE + column % together * shape.groupInputs() + channel;
  }

  /** Where each pair of words lies, relative to an output pixel's {@link #pixels}. */
  int[] offsets() {
    int[] taps = frame.offsets();
    int[] offsets = new int[words()];
    for (int i = 0; i < offsets.length; i++) {
      int row = i / pairs / rowGroups();
      int column = i / pairs % rowGroups() * together;
      int tap = row * shape.window().kernelWidth() + column;
      offsets[i] = taps[tap] + i % pairs * PLANES;
    }
    return offsets;
  }

  /** Where each output pixel's first word lies in planes of the whole map. */
  int[] pixels() {
    int[] pixels = new int[shape.pixels()];
    int step = shape.window().strideWidth() * PLANES * pairs;
    for (int pixel = 0; pixel < pixels.length; pixel++) {
      int row = pixel / shape.outputWidth();
      pixels[pixel] = row * frame.lineStep() + pixel % shape.outputWidth() * step;
    }
    return pixels;
  }

  /** What to take off for planes that begin at output row {@code row}. */
  int origin(int row) {
    return row * frame.lineStep();
  }

  /** Output rows whose planes have up to {@code most} words; at least one. */
  int fitting(int most) {
    int spare = most / frame.lineValues() - shape.window().extentHeight();
    return Math.max(0, spare) / shape.window().strideHeight() + 1;
  }

  /** Packs what output rows {@code from} to {@code to} read of a group. */
  int[] pack(byte[] input, int group, int from, int to, Scratch scratch) {
    int lines = frame.lines(from, to);
    int[] planes = scratch.ints(lines * frame.lineValues());
    int channels = shape.groupInputs();
    int columns = lines * byteFrame.lineValues() / channels;
    if (shape.pointwise() && shape.groups() == 1) {
      pack(input, from * byteFrame.lineValues(), columns, planes);
    } else {
      byte[] framed = scratch.bytes(lines * byteFrame.lineValues() + pairs * Integer.SIZE);
      copy(input, group, from, to, framed);
      pack(framed, 0, columns, planes);
    }
    return planes;
  }

  private void copy(byte[] input, int group, int from, int to, byte[] framed) {
    byteFrame.pad(from, to, framed, pad);
    int channels = shape.groupInputs();
    int firstLine = byteFrame.firstLine(from);
    int end = Math.min(shape.inputHeight(), firstLine + byteFrame.lines(from, to));
    for (int row = Math.max(0, firstLine); row < end; row++) {
      int pixel = row * shape.inputWidth() + byteFrame.firstColumn();
      int source = pixel * shape.inputChannels() + group * channels;
      int target = byteFrame.lineAt(row, from);
      if (shape.groups() == 1) {
        System.arraycopy(input, source, framed, target, byteFrame.columns() * channels);
      } else {
        for (int column = 0; column < byteFrame.columns(); column++) {
          System.arraycopy(input, source, framed, target, channels);
          source += shape.inputChannels();
          target += channels;
        }
      }
    }
  }

  /** Packs {@code columns} pixels; bits that no weight uses may be of whatever lies behind. */
  private void pack(byte[] codes, int from, int columns, int[] planes) {
    int channels = shape.groupInputs();
    int to = 0;
    for (int column = 0; column < columns; column++) {
      int at = from + column * channels;
      for (int pair = 0; pair < pairs; pair++, to += PLANES, at += Integer.SIZE) {
        if (at + Integer.SIZE <= codes.length) {
          pack(codes, at, planes, to);
        } else {
          packRest(codes, at, planes, to);
        }
      }
    }
  }

  private void pack(byte[] codes, int at, int[] planes, int to) {
    int low = 0;
    int high = 0;
    for (int i = 0; i < Integer.SIZE; i += LANES) {
      ByteVector code = ByteVector.fromArray(HALF_BYTES, codes, at + i).sub(lowest);
      low |= (int) code.and((byte) 1).compare(VectorOperators.NE, (byte) 0).toLong() << i;
      high |= (int) code.and((byte) 2).compare(VectorOperators.NE, (byte) 0).toLong() << i;
    }
    planes[to] = low;
    planes[to + 1] = high;
  }

  private void packRest(byte[] codes, int at, int[] planes, int to) {
    int low = 0;
    int high = 0;
    for (int i = 0; i < Integer.SIZE && at + i < codes.length; i++) {
      int code = codes[at + i] - lowest;
      low |= (code & 1) << i;
      high |= (code >> 1 & 1) << i;
    }
    planes[to] = low;
    planes[to + 1] = high;
  }
}
