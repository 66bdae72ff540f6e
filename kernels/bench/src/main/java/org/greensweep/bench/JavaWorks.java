package org.greensweep.bench;

import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.FloatConvolution;
import org.greensweep.inference.kernel.KernelProvider;
import org.greensweep.inference.kernel.Scratch;
import org.greensweep.network.UserError;
import org.greensweep.network.Window;

/** Subjects on our kernels: those of this JVM, which a system property may force to be scalar. */
final class JavaWorks {
  private JavaWorks() {}

  static Work of(Subject subject, String precision, int threads) {
    if (subject instanceof Subject.Gemm gemm) {
      if (!precision.equals("fp32") || threads != 1) {
        throw new UserError(
            subject + " runs in fp32 on 1 thread, not in " + precision + " on " + threads);
      }
      return new Gemm(gemm);
    }
    if (subject instanceof Subject.ZooNetwork network) {
      return new JavaNetwork(network.model(), precision, network.image(), threads);
    }
    if (subject instanceof Subject.BinaryConvolution convolution) {
      return switch (precision) {
        case "binary" -> JavaBinaryConvolution.binary(convolution);
        case "fp32" -> JavaBinaryConvolution.fp32(convolution);
        default -> throw new UserError(subject + " runs in binary and fp32, not in " + precision);
      };
    }
    throw new UserError("no kernel for " + subject);
  }

  /** A pointwise convolution is a matrix product whose second factor was packed beforehand. */
  private static final class Gemm implements Work {
    private final FloatConvolution kernel;
    private final Scratch scratch = new Scratch();
    private final float[] a;
    private final float[] c;

    Gemm(Subject.Gemm subject) {
      int size = subject.size();
      ConvolutionShape shape =
          new ConvolutionShape(size, 1, size, size, 1, size, 1, Window.square(1), 0);
      kernel =
          KernelProvider.best()
              .convolution(shape, subject.bTransposed(), new float[size], Clamp.NONE, 1);
      a = subject.a();
      c = new float[size * size];
    }

    @Override
    public void run() {
      for (int tile = 0; tile < kernel.tiles(); tile++) {
        kernel.run(tile, a, null, c, scratch);
      }
    }

    @Override
    public float[] answer() {
      return c.clone();
    }
  }
}
