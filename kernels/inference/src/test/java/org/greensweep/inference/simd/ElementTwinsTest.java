package org.greensweep.inference.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.greensweep.inference.kernel.BitLayout;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.CodePoolingScalar;
import org.greensweep.inference.kernel.FloatElementwise;
import org.greensweep.inference.kernel.FloatElementwiseScalar;
import org.greensweep.inference.kernel.FloatPoolingScalar;
import org.greensweep.inference.kernel.PoolShape;
import org.greensweep.inference.kernel.Quantization;
import org.greensweep.inference.kernel.Quantizer;
import org.greensweep.inference.kernel.QuantizerScalar;
import org.greensweep.inference.kernel.Scratch;
import org.greensweep.inference.kernel.SignPacker;
import org.greensweep.inference.kernel.SignPackerScalar;
import org.greensweep.network.Layer;
import org.greensweep.network.Shape;
import org.greensweep.network.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vector kernels that add nothing up in another order equal their scalar twins exactly. */
class ElementTwinsTest {
  private static final float[] SPECIAL = {0f, -0f, 6f, -6f, 1e-40f, -1e-40f, 3.5f, 2.5f, -2.5f};

  /** More rows and columns than the vector kernels take at once. */
  private static final Window LARGE = new Window(5, 4, 1, 2, 1, 1, 2, 2, 2, 1);

  /** The first row and column of windows lie in the padding. */
  private static final Window EMPTY = new Window(1, 1, 1, 1, 1, 1, 1, 1, 0, 0);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 7, 8, 9, 15, 16, 17, 63, 64, 65, 1021})
  void elementwise(int length) {
    float[] a = values(length, 1);
    float[] b = values(length, 2);
    float[] expected = new float[length];
    float[] actual = new float[length];
    for (Clamp clamp : List.of(Clamp.NONE, Clamp.RELU, Clamp.RELU6)) {
      new FloatElementwiseScalar().add(a, b, expected, 0, length, clamp);
      new FloatElementwiseVector().add(a, b, actual, 0, length, clamp);
      assertThat(actual).usingComparator(ElementTwinsTest::compare).isEqualTo(expected);
      new FloatElementwiseScalar().clamp(a, expected, 0, length, clamp);
      new FloatElementwiseVector().clamp(a, actual, 0, length, clamp);
      assertThat(actual).usingComparator(ElementTwinsTest::compare).isEqualTo(expected);
      if (length > 0) {
        new FloatElementwiseScalar().affine(a, b, a, expected, 0, 1, clamp);
        new FloatElementwiseVector().affine(a, b, a, actual, 0, 1, clamp);
        assertThat(actual).usingComparator(ElementTwinsTest::compare).isEqualTo(expected);
      }
    }
    new FloatElementwiseScalar().sign(a, expected, 0, length);
    new FloatElementwiseVector().sign(a, actual, 0, length);
    assertThat(actual).containsExactly(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 7, 8, 9, 15, 16, 17, 63, 64, 65, 1021})
  void quantize(int length) {
    float[] input = values(length, 3);
    for (Quantization quantization :
        List.of(
            new Quantization(1, 0), new Quantization(0.013f, -128), new Quantization(3e-7f, 127))) {
      byte[] expected = new byte[length];
      byte[] actual = new byte[length];
      new QuantizerScalar().quantize(quantization, input, expected, 0, length);
      new QuantizerVector().quantize(quantization, input, actual, 0, length);
      assertThat(actual).containsExactly(expected);
    }
  }

  /** Two parts of a map against a batch norm of the whole and quantizing it afterwards. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8, 19, 64})
  void quantizeParts(int channels) {
    int all = channels + 16;
    float[] left = values(3 * 16, 12);
    float[] right = values(3 * channels, 13);
    float[] scale = values(all, 14);
    float[] shift = values(all, 15);
    Quantization quantization = new Quantization(0.07f, -5);
    for (Clamp clamp : List.of(Clamp.NONE, Clamp.RELU, Clamp.RELU6)) {
      float[] normalized = new float[3 * all];
      FloatElementwise elementwise = new FloatElementwiseScalar();
      elementwise.affinePart(left, 0, 16, scale, shift, normalized, 0, 3, clamp);
      elementwise.affinePart(right, 16, channels, scale, shift, normalized, 0, 3, clamp);
      byte[] expected = new byte[3 * all];
      new QuantizerScalar().quantize(quantization, normalized, expected, 0, expected.length);
      for (Quantizer quantizer : List.of(new QuantizerScalar(), new QuantizerVector())) {
        byte[] actual = new byte[expected.length];
        quantizer.affinePart(quantization, left, 0, 16, scale, shift, actual, 0, 3, clamp);
        quantizer.affinePart(quantization, right, 16, channels, scale, shift, actual, 0, 3, clamp);
        assertThat(actual).containsExactly(expected);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 31, 32, 33, 63, 64, 65, 96, 127, 128, 1021})
  void packSigns(int channels) {
    for (int groups : new int[] {1, 3}) {
      BitLayout layout = new BitLayout(channels * groups, groups);
      float[] input = values(3 * channels * groups, 4);
      float[] scale = values(channels * groups, 5);
      float[] shift = values(channels * groups, 6);
      long[] expected = new long[3 * layout.wordsPerPixel()];
      long[] actual = expected.clone();
      new SignPackerScalar().pack(layout, input, scale, shift, expected, 0, 3);
      new SignPackerVector().pack(layout, input, scale, shift, actual, 0, 3);
      assertThat(actual).containsExactly(expected);
    }
  }

  /** A map in two parts against the whole of it. */
  @ParameterizedTest
  @ValueSource(ints = {1, 31, 33, 64, 100})
  void parts(int rest) {
    int channels = 128 + rest;
    float[] scale = values(channels, 9);
    float[] shift = values(channels, 10);
    float[] left = values(3 * 128, 11);
    float[] right = values(3 * rest, 12);
    float[] whole = new float[3 * channels];
    for (int pixel = 0; pixel < 3; pixel++) {
      System.arraycopy(left, pixel * 128, whole, pixel * channels, 128);
      System.arraycopy(right, pixel * rest, whole, pixel * channels + 128, rest);
    }
    BitLayout layout = new BitLayout(channels, 1);
    long[] expected = new long[3 * layout.wordsPerPixel()];
    float[] expectedValues = new float[whole.length];
    new SignPackerScalar().pack(layout, whole, scale, shift, expected, 0, 3);
    new FloatElementwiseScalar().affine(whole, scale, shift, expectedValues, 0, 3, Clamp.RELU);
    for (SignPacker packer : List.of(new SignPackerScalar(), new SignPackerVector())) {
      long[] actual = new long[expected.length];
      int words = layout.wordsPerPixel();
      packer.packPart(0, 128, left, scale, shift, words, actual, 0, 3);
      packer.packPart(128, rest, right, scale, shift, words, actual, 0, 3);
      assertThat(actual).containsExactly(expected);
    }
    for (FloatElementwise kernel :
        List.of(new FloatElementwiseScalar(), new FloatElementwiseVector())) {
      float[] actual = new float[whole.length];
      kernel.affinePart(left, 0, 128, scale, shift, actual, 0, 3, Clamp.RELU);
      kernel.affinePart(right, 128, rest, scale, shift, actual, 0, 3, Clamp.RELU);
      assertThat(actual).usingComparator(ElementTwinsTest::compare).isEqualTo(expectedValues);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 19, 33})
  void pooling(int channels) {
    Shape in = Shape.of(channels, 9, 7);
    Window window = new Window(3, 2, 2, 1, 1, 3, 1, 2, 2, 0);
    Layer.MaxPool maximum = new Layer.MaxPool(window, true);
    Layer.MaxPool large = new Layer.MaxPool(LARGE, true);
    Layer.MaxPool empty = new Layer.MaxPool(EMPTY, true);
    Layer.AveragePool mean = new Layer.AveragePool(window, false, true);
    for (PoolShape shape :
        List.of(
            PoolShape.of(maximum, in, maximum.output(List.of(in))),
            PoolShape.of(large, in, large.output(List.of(in))),
            PoolShape.of(empty, in, empty.output(List.of(in))),
            PoolShape.of(mean, in, mean.output(List.of(in))),
            PoolShape.of(new Layer.AdaptiveAveragePool(4, 3), in))) {
      float[] input = values((int) in.elements(), 7);
      float[] expected = new float[shape.outputHeight() * shape.outputWidth() * channels];
      float[] actual = expected.clone();
      Scratch scratch = new Scratch();
      for (Clamp clamp : List.of(Clamp.NONE, Clamp.RELU)) {
        for (int row = 0; row < shape.outputHeight(); row++) {
          new FloatPoolingScalar(shape, clamp).run(row, input, expected, scratch);
          new FloatPoolingVector(shape, clamp).run(row, input, actual, scratch);
        }
        assertThat(actual).usingComparator(ElementTwinsTest::compare).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 19, 33, 77})
  void maximaOfCodes(int channels) {
    Shape in = Shape.of(channels, 9, 7);
    byte[] input = new byte[(int) in.elements()];
    new Random(9).nextBytes(input);
    int lowest = -100;
    for (int i = 0; i < input.length; i++) {
      input[i] = (byte) Math.max(lowest, input[i]);
    }
    for (Window window : List.of(new Window(3, 2, 2, 1, 1, 3, 1, 2, 2, 0), LARGE, EMPTY)) {
      Layer.MaxPool maximum = new Layer.MaxPool(window, true);
      PoolShape shape = PoolShape.of(maximum, in, maximum.output(List.of(in)));
      byte[] expected = new byte[shape.outputHeight() * shape.outputWidth() * channels];
      byte[] actual = expected.clone();
      Scratch scratch = new Scratch();
      for (int row = 0; row < shape.outputHeight(); row++) {
        new CodePoolingScalar(shape, lowest).run(row, input, expected, scratch);
        new CodePoolingVector(shape, lowest).run(row, input, actual, scratch);
      }
      assertThat(actual).containsExactly(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 18, 36, XnorTile.LONGEST})
  void countDifferingBits(int length) {
    Random random = new Random(8);
    int rows = 2;
    for (boolean full : new boolean[] {false, true}) {
      int[] bits = full ? new int[rows * length] : random.ints((long) rows * length).toArray();
      int[] weights = random.ints((long) length * Species.LANES).toArray();
      if (full) {
        Arrays.fill(weights, -1);
      }
      int[] expected = dots(rows, length, bits, weights);
      int[] actual = start(rows);
      XnorTile.subtract(rows, length, bits, 0, length, weights, 0, actual, 0, Species.LANES);
      assertThat(actual).containsExactly(expected);
    }
  }

  private static int[] start(int rows) {
    return IntStream.range(0, rows * Species.LANES).toArray();
  }

  private static int[] dots(int rows, int length, int[] bits, int[] weights) {
    int[] dots = start(rows);
    for (int i = 0; i < dots.length; i++) {
      for (int k = 0; k < length; k++) {
        int word = weights[k * Species.LANES + i % Species.LANES];
        dots[i] -= 2 * Integer.bitCount(bits[i / Species.LANES * length + k] ^ word);
      }
    }
    return dots;
  }

  @Test
  void sumsBeyondFloatPrecisionStayExact() {
    int[] sums = new int[Species.LANES];
    float[] block = new float[Species.LANES];
    Arrays.fill(block, (1 << 24) - 1);
    for (int i = 0; i < 100; i++) {
      QuantizerVector.addExact(block, 0, sums, 0, Species.LANES);
    }
    assertThat(sums).containsOnly(100 * ((1 << 24) - 1));
    Arrays.fill(block, 1 - (1 << 24));
    for (int i = 0; i < 101; i++) {
      QuantizerVector.addExact(block, 0, sums, 0, Species.LANES);
    }
    assertThat(sums).containsOnly(1 - (1 << 24));
  }

  /** Equal values; the sign of a zero may differ. */
  private static int compare(float[] left, float[] right) {
    for (int i = 0; i < left.length; i++) {
      if (left[i] != right[i]) {
        return 1;
      }
    }
    return left.length - right.length;
  }

  private static float[] values(int length, long seed) {
    Random random = new Random(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      int pick = random.nextInt(3 * SPECIAL.length);
      values[i] = pick < SPECIAL.length ? SPECIAL[pick] : random.nextFloat(-9, 9);
    }
    return values;
  }
}
