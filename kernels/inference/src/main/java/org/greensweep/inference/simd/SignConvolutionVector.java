package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.INTS;
import static org.greensweep.inference.simd.Species.LANES;

import java.util.Arrays;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.greensweep.inference.kernel.BinaryConvolution.Epilogue;
import org.greensweep.inference.kernel.BitLayout;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Scratch;
import org.greensweep.inference.kernel.SignConvolution;
import org.greensweep.inference.kernel.SignThresholds;
import org.jspecify.annotations.Nullable;

/** 1-bit convolution into packed signs: each dot product meets its threshold and becomes a bit. */
final class SignConvolutionVector implements SignConvolution {
  private final BinaryDots dots;
  private final int words;
  private final int[] direction;
  private final int[] least;
  private final BinaryDots.Reader reader = this::store;

  SignConvolutionVector(ConvolutionShape shape, float[] weights, Epilogue epilogue, int threads) {
    this.dots = new BinaryDots(shape, weights, threads, Long.SIZE / XnorTile.WIDTH);
    this.words = new BitLayout(shape.outputChannels(), 1).wordsPerPixel();
    SignThresholds thresholds = SignThresholds.of(epilogue, shape.depth());
    int padded = shape.outputChannels() + XnorTile.WIDTH;
    this.direction = Arrays.copyOf(thresholds.direction(), padded);
    this.least = Arrays.copyOf(thresholds.least(), padded);
    // Dot products of channels that only fill up a vector are 0 times their direction.
    Arrays.fill(least, shape.outputChannels(), padded, 1);
  }

  @Override
  public int tiles() {
    return dots.tiles();
  }

  @Override
  public void run(int tile, long[] input, long[] output, Scratch scratch) {
    dots.run(tile, input, reader, null, output, scratch);
  }

  private void store(
      int[] sums,
      int at,
      int pixel,
      int channel,
      int width,
      float @Nullable [] residual,
      Object signs) {
    long[] output = (long[]) signs;
    int word = pixel * words + channel / Long.SIZE;
    long bits = (bits(sums, at, channel) & 0xFFFFFFFFL) << channel;
    output[word] = channel % Long.SIZE == 0 ? bits : output[word] | bits;
  }

  /** The bits of {@link XnorTile#WIDTH} channels, which are at most 32. */
  private int bits(int[] sums, int at, int channel) {
    IntVector none = IntVector.zero(INTS);
    IntVector bits = none;
    // From an array: a vector that starts as an object would be one in every round.
    IntVector owned = IntVector.fromArray(INTS, SignPackerVector.BITS, 0);
    for (int i = 0; i < XnorTile.WIDTH; i += LANES) {
      IntVector dot = IntVector.fromArray(INTS, sums, at + i);
      IntVector directed = dot.mul(IntVector.fromArray(INTS, direction, channel + i));
      IntVector limit = IntVector.fromArray(INTS, least, channel + i);
      bits = bits.or(none.blend(owned, directed.compare(VectorOperators.GE, limit)));
      owned = owned.lanewise(VectorOperators.LSHL, LANES);
    }
    return bits.reduceLanes(VectorOperators.OR);
  }
}
