package org.greensweep.inference.simd;

import static org.greensweep.inference.simd.Species.INTS;
import static org.greensweep.inference.simd.Species.LANES;
import static org.greensweep.inference.simd.Species.MASKS_ARE_BITS;

import java.util.Arrays;
import java.util.stream.IntStream;
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
  /** Bit i alone. */
  private static final int[] BITS = IntStream.range(0, Integer.SIZE).map(i -> 1 << i).toArray();

  private final BinaryDots dots;
  private final int words;

  /** A channel is +1 where its dot product is above this. */
  private final int[] limit;

  private final BinaryDots.Reader reader = this::store;

  SignConvolutionVector(ConvolutionShape shape, float[] weights, Epilogue epilogue, int threads) {
    SignThresholds thresholds = SignThresholds.of(epilogue, shape.depth());
    this.dots = BinaryDots.of(shape, directed(weights, thresholds.direction()), threads);
    this.words = new BitLayout(shape.outputChannels(), 1).wordsPerPixel();
    // Lanes that only fill up a word are never above.
    this.limit = new int[words * Long.SIZE];
    Arrays.fill(limit, Integer.MAX_VALUE / 2);
    for (int channel = 0; channel < shape.outputChannels(); channel++) {
      limit[channel] = thresholds.least()[channel] - 1;
    }
  }

  /** Weights of the opposite sign turn the dot product of a channel whose direction is -1. */
  private static float[] directed(float[] weights, int[] direction) {
    if (Arrays.stream(direction).allMatch(way -> way > 0)) {
      return weights;
    }
    float[] directed = weights.clone();
    int length = weights.length / direction.length;
    for (int i = 0; i < weights.length; i++) {
      if (direction[i / length] < 0) {
        directed[i] = weights[i] >= 0 ? -1 : 1;
      }
    }
    return directed;
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
      int from,
      int to,
      int channel,
      int width,
      float @Nullable [] residual,
      Object signs) {
    long[] output = (long[]) signs;
    int at = 0;
    for (int pixel = from; pixel < to; pixel++, at += BinaryDots.BLOCK) {
      if (MASKS_ARE_BITS) {
        output[pixel * words + channel / Long.SIZE] = word(sums, at, channel);
        continue;
      }
      long low = bits(sums, at, channel);
      long high = width > Integer.SIZE ? bits(sums, at + Integer.SIZE, channel + Integer.SIZE) : 0;
      output[pixel * words + channel / Long.SIZE] = (low & 0xFFFFFFFFL) | high << Integer.SIZE;
    }
  }

  /** The bits of 64 channels, by masks. */
  private long word(int[] sums, int at, int channel) {
    long word = 0;
    for (int i = 0; i < Long.SIZE; i += LANES) {
      long above =
          IntVector.fromArray(INTS, sums, at + i)
              .compare(VectorOperators.GT, IntVector.fromArray(INTS, limit, channel + i))
              .toLong();
      word |= above << i;
    }
    return word;
  }

  /** The bits of 32 channels. */
  private int bits(int[] sums, int at, int channel) {
    IntVector bits = IntVector.zero(INTS);
    for (int i = 0; i < Integer.SIZE; i += LANES) {
      IntVector below =
          IntVector.fromArray(INTS, limit, channel + i)
              .sub(IntVector.fromArray(INTS, sums, at + i));
      IntVector above = below.lanewise(VectorOperators.ASHR, Integer.SIZE - 1);
      bits = bits.or(above.and(IntVector.fromArray(INTS, BITS, i)));
    }
    return bits.reduceLanes(VectorOperators.OR);
  }
}
