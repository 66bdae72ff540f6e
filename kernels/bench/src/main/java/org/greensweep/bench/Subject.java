package org.greensweep.bench;

import java.util.SplittableRandom;
import org.greensweep.network.UserError;

/**
 * What is timed, with its inputs: every engine gets the same numbers.
 *
 * <p>Written {@code gemm:1024}, {@code binary-convolution:256x14} or {@code network:resnet-18@224}.
 */
sealed interface Subject {
  long SEED = 42;

  /** Square matrix product {@code C = A B}, row-major, values from -1 to 1. */
  record Gemm(int size) implements Subject {
    float[] a() {
      return uniform(size * size, SEED);
    }

    /** Row {@code n} holds column {@code n} of B. */
    float[] bTransposed() {
      return uniform(size * size, SEED + 1);
    }

    float[] b() {
      float[] transposed = bTransposed();
      float[] b = new float[size * size];
      for (int k = 0; k < size; k++) {
        for (int n = 0; n < size; n++) {
          b[k * size + n] = transposed[n * size + k];
        }
      }
      return b;
    }

    @Override
    public double multiplyAccumulates() {
      return (double) size * size * size;
    }

    @Override
    public String toString() {
      return "gemm:" + size;
    }
  }

  /** The name that {@link #parse} reads. */
  @Override
  String toString();

  /** Multiply-accumulates of one run. */
  double multiplyAccumulates();

  /** The subject of this name. */
  static Subject parse(String text) {
    String[] parts = text.split(":", 2);
    try {
      return switch (parts[0]) {
        case "gemm" -> new Gemm(Integer.parseInt(parts[1]));
        default -> throw unknown(text);
      };
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw unknown(text);
    }
  }

  private static UserError unknown(String text) {
    return new UserError("Unknown subject " + text + "; subjects are gemm:SIZE");
  }

  private static float[] uniform(int length, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextFloat(-1, 1);
    }
    return values;
  }
}
