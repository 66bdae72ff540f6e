package org.greensweep.jobs.claims;

import java.util.Arrays;
import java.util.Random;
import org.greensweep.inference.HostLatency;
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
import org.greensweep.jobs.measure.Measurement;
import org.greensweep.network.Window;

/**
 * The median time in seconds of one convolution on one thread: the layer of XNOR-Net's own figure,
 * 256 channels of 14 x 14, filters of 3 x 3.
 *
 * @param kernel which kernel
 * @param seconds how long to warm up, and how long to sample
 */
record LayerTime(Kernel kernel, double seconds) implements Measurement<Double> {
  static final int CHANNELS = 256;
  static final int SIDE = 14;
  private static final long SEED = 42;

  /** The contestants. */
  enum Kernel {
    /** The best 1-bit kernel here; signs are packed anew each time. */
    BINARY,
    /** The best fp32 kernel here. */
    FAST_FP32,
    /** Plain loops in fp32. */
    PLAIN_FP32
  }

  @Override
  public Double take() {
    HostLatency.Settings settings = HostLatency.Settings.of(seconds, seconds);
    return HostLatency.measure(layer(), 1, settings).medianSeconds();
  }

  private Runnable layer() {
    ConvolutionShape shape =
        new ConvolutionShape(SIDE, SIDE, CHANNELS, SIDE, SIDE, CHANNELS, 1, Window.square(3), 0);
    Kernels best = KernelProvider.best();
    best.prepare();
    return switch (kernel) {
      case BINARY -> binary(best, shape);
      case FAST_FP32 -> floating(best, shape);
      case PLAIN_FP32 -> floating(new KernelsScalar(), shape);
    };
  }

  private static Runnable binary(Kernels kernels, ConvolutionShape shape) {
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
    return () -> {
      packer.pack(layout, input, ones, zeros, packed, 0, SIDE * SIDE);
      for (int tile = 0; tile < convolution.tiles(); tile++) {
        convolution.run(tile, packed, null, output, scratch);
      }
    };
  }

  private static Runnable floating(Kernels kernels, ConvolutionShape shape) {
    FloatConvolution convolution =
        kernels.convolution(
            shape, random(CHANNELS * shape.depth()), new float[CHANNELS], Clamp.NONE, 1);
    float[] input = random(shape.inputElements());
    float[] output = new float[shape.outputElements()];
    Scratch scratch = new Scratch();
    return () -> {
      for (int tile = 0; tile < convolution.tiles(); tile++) {
        convolution.run(tile, input, null, output, scratch);
      }
    };
  }

  private static float[] random(int length) {
    Random random = new Random(SEED);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }
}
