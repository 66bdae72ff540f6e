package org.greensweep.bench;

import java.util.SplittableRandom;
import org.greensweep.inference.Executor;
import org.greensweep.network.Layer;
import org.greensweep.network.Layer.Convolution;
import org.greensweep.network.Network;
import org.greensweep.network.Shape;
import org.greensweep.network.UserError;
import org.greensweep.network.Window;
import org.greensweep.network.parameters.Model;
import org.greensweep.network.parameters.Parameters;
import org.greensweep.network.zoo.Zoo;

/**
 * What is timed, with its inputs: every engine gets the same numbers.
 *
 * <p>Written {@code gemm:1024}, {@code binary-convolution:256@14} or {@code network:resnet-18@224}.
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

  /** A network of the zoo with seeded weights over a seeded image. */
  record ZooNetwork(String name, int resolution) implements Subject {
    Network network() {
      return Zoo.network(name, resolution);
    }

    Model model() {
      return Model.random(network(), SEED);
    }

    float[] image() {
      return Executor.randomInput(network().input(), SEED);
    }

    @Override
    public double multiplyAccumulates() {
      return network().multiplyAccumulates();
    }

    @Override
    public String toString() {
      return "network:" + name + "@" + resolution;
    }
  }

  /**
   * A 3 x 3 convolution of as many channels out as in, weights and inputs -1 or +1, zero padding,
   * with the batch norm behind it. In binary, a sign precedes it and another follows: packing and
   * threshold are part of the work. In fp32 its inputs are signs already and no sign follows: the
   * convolution is all of the work.
   */
  record BinaryConvolution(int channels, int resolution) implements Subject {
    private static final double EPSILON = 1e-5;

    /**
     * Convolution and batch norm, in fp32. The sums of an even number of signs are even and the
     * thresholds odd, so that no rounding of fp32 turns a sign.
     */
    Model real() {
      Network.Builder net = Network.builder("convolution", shape());
      Window window = Window.square(3).pad(1);
      net.then("convolution", Convolution.of(channels, channels, window).binary(0));
      net.then("norm", new Layer.BatchNormalization(channels, EPSILON));
      Network network = net.build();
      Parameters random = Model.random(network, SEED).parameters();
      return new Model(
          network,
          (node, role) -> {
            float[] values = random.values(node, role).clone();
            for (int i = 0; i < values.length; i++) {
              values[i] =
                  switch (role) {
                    case MEAN -> 2 * Math.round(values[i]) + 1;
                    case BETA -> 0;
                    default -> values[i];
                  };
            }
            return values;
          });
    }

    private Shape shape() {
      return Shape.of(channels, resolution, resolution);
    }

    float[] image() {
      return Executor.randomInput(shape(), SEED);
    }

    float[] signs() {
      return signs(image());
    }

    static float[] signs(float[] values) {
      float[] signs = new float[values.length];
      for (int i = 0; i < signs.length; i++) {
        signs[i] = values[i] >= 0 ? 1 : -1;
      }
      return signs;
    }

    @Override
    public double multiplyAccumulates() {
      return 9.0 * channels * channels * resolution * resolution;
    }

    @Override
    public String toString() {
      return "binary-convolution:" + channels + "@" + resolution;
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
        case "network" -> {
          String[] sides = parts[1].split("@", 2);
          yield new ZooNetwork(sides[0], Integer.parseInt(sides[1]));
        }
        case "binary-convolution" -> {
          String[] sides = parts[1].split("@", 2);
          yield new BinaryConvolution(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
        }
        default -> throw unknown(text);
      };
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw unknown(text);
    }
  }

  private static UserError unknown(String text) {
    return new UserError(
        "Unknown subject "
            + text
            + "; subjects are gemm:SIZE, network:NAME@RESOLUTION, binary-convolution:CHANNELS@SIDE");
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
