package org.greensweep.jobs.claims;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.greensweep.catalog.carbon.SignificantDigits;
import org.greensweep.catalog.claims.Recomputation;
import org.greensweep.inference.kernel.BinaryConvolution;
import org.greensweep.inference.kernel.BitLayout;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.FloatConvolution;
import org.greensweep.inference.kernel.KernelProvider;
import org.greensweep.inference.kernel.Kernels;
import org.greensweep.inference.kernel.KernelsScalar;
import org.greensweep.inference.kernel.Scratch;
import org.greensweep.inference.kernel.SignPacker;
import org.greensweep.network.Window;

/** Claims about our kernels, timed on this machine in a few seconds. */
public final class KernelClaims {
  private static final long SEED = 42;

  /** The layer of XNOR-Net's own figure: 256 channels of 14 x 14, filters of 3 x 3. */
  private static final int CHANNELS = 256;

  private static final int SIDE = 14;

  /** Each contestant runs this long, the first half to warm up. */
  private static final double SECONDS = 1.5;

  private static final double NANOSECONDS_PER_SECOND = 1e9;
  private static final int DIGITS = 2;

  private KernelClaims() {}

  /** How to recompute which claim of the ledger. */
  public static Map<String, Supplier<Recomputation>> recomputations() {
    return Map.of("bnn-speedup", KernelClaims::binarySpeedup);
  }

  private static Recomputation binarySpeedup() {
    ConvolutionShape shape =
        new ConvolutionShape(SIDE, SIDE, CHANNELS, SIDE, SIDE, CHANNELS, 1, Window.square(3), 0);
    Kernels best = KernelProvider.best();
    double binary = binary(best, shape);
    double fast = floating(best, shape);
    double plain = floating(new KernelsScalar(), shape);
    return Recomputation.judged(
        plain / binary >= 58,
        "One thread, %d channels of %d x %d, signs packed anew each time: against plain fp32 loops %s x, as the claim was made; against the"
                .formatted(CHANNELS, SIDE, SIDE, digits(plain / binary))
            + " best fp32 kernel here (%s, %d bits) %s x. A whole network gains less: its first and last layer stay."
                .formatted(best.name(), best.vectorBits(), digits(fast / binary)),
        plain / binary,
        fast / binary);
  }

  private static double binary(Kernels kernels, ConvolutionShape shape) {
    BitLayout layout = new BitLayout(CHANNELS, 1);
    float[] ones = new float[CHANNELS];
    Arrays.fill(ones, 1);
    float[] zeros = new float[CHANNELS];
    SignPacker packer = kernels.signPacker();
    BinaryConvolution convolution =
        kernels.binaryConvolution(
            shape.withPositivePadding(),
            random(CHANNELS * shape.depth()),
            new BinaryConvolution.Epilogue(ones, zeros, Clamp.NONE),
            1);
    float[] input = random(shape.inputElements());
    long[] packed = new long[SIDE * SIDE * layout.wordsPerPixel()];
    float[] output = new float[shape.outputElements()];
    Scratch scratch = new Scratch();
    return median(
        () -> {
          packer.pack(layout, input, ones, zeros, packed, 0, SIDE * SIDE);
          for (int tile = 0; tile < convolution.tiles(); tile++) {
            convolution.run(tile, packed, null, output, scratch);
          }
        });
  }

  private static double floating(Kernels kernels, ConvolutionShape shape) {
    FloatConvolution convolution =
        kernels.convolution(
            shape, random(CHANNELS * shape.depth()), new float[CHANNELS], Clamp.NONE, 1);
    float[] input = random(shape.inputElements());
    float[] output = new float[shape.outputElements()];
    Scratch scratch = new Scratch();
    return median(
        () -> {
          for (int tile = 0; tile < convolution.tiles(); tile++) {
            convolution.run(tile, input, null, output, scratch);
          }
        });
  }

  private static float[] random(int length) {
    Random random = new Random(SEED);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }

  /** Median seconds of the second half of the runs that fit the time, at least three. */
  private static double median(Runnable run) {
    double[] samples = new double[16];
    int count = 0;
    double spent = 0;
    while (spent < SECONDS || count < 6) {
      if (count == samples.length) {
        samples = Arrays.copyOf(samples, 2 * count);
      }
      long start = System.nanoTime();
      run.run();
      samples[count] = (System.nanoTime() - start) / NANOSECONDS_PER_SECOND;
      spent += samples[count];
      count++;
    }
    double[] warm = Arrays.copyOfRange(samples, count / 2, count);
    Arrays.sort(warm);
    return warm[warm.length / 2];
  }

  private static String digits(double value) {
    return SignificantDigits.plain(value, DIGITS);
  }
}
