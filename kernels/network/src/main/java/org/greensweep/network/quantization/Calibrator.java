package org.greensweep.network.quantization;

import java.util.Arrays;
import org.greensweep.network.Calibration;
import org.greensweep.network.NumberFormat;

/** Chooses the range that an integer format covers, from values that a tensor took. */
public final class Calibrator {
  /** Share of values that the range of {@link Calibration#PERCENTILE} holds. */
  private static final double KEPT_SHARE = 0.9999;

  private static final int BINS = 2048;

  private Calibrator() {}

  /** What a quantization is to cover. */
  public record Range(float low, float high) {
    /** Both ranges and what lies between. */
    public Range union(Range other) {
      return new Range(Math.min(low, other.low), Math.max(high, other.high));
    }
  }

  /** The range of a tensor whose first {@code length} elements are in {@code values}. */
  public static Range range(Calibration method, NumberFormat format, float[] values, int length) {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < length; i++) {
      low = Math.min(low, values[i]);
      high = Math.max(high, values[i]);
    }
    return switch (method) {
      case MIN_MAX -> new Range(low, high);
      case PERCENTILE -> percentile(Arrays.copyOf(values, length));
      case KL -> {
        float clip = threshold(format, values, length, Math.max(-low, high));
        yield new Range(Math.max(low, -clip), Math.min(high, clip));
      }
    };
  }

  /** Leaves out equally many of the least and of the greatest values. */
  private static Range percentile(float[] values) {
    Arrays.sort(values);
    int cut = (int) ((1 - KEPT_SHARE) / 2 * values.length);
    return new Range(values[cut], values[values.length - 1 - cut]);
  }

  /**
   * The magnitude at which clipping loses least information: it minimises the divergence of the
   * clipped histogram of magnitudes from the same merged into as many levels as the format has on
   * one side of zero (Migacz 2017, "8-bit inference with TensorRT").
   */
  private static float threshold(NumberFormat format, float[] values, int length, float largest) {
    int levels = TensorQuantization.highest(format) + 1;
    if (!(largest > 0) || levels < 2) {
      return largest;
    }
    double[] histogram = new double[BINS];
    for (int i = 0; i < length; i++) {
      int bin = (int) (Math.abs(values[i]) / largest * BINS);
      histogram[Math.min(bin, BINS - 1)]++;
    }
    int best = BINS;
    double least = Double.POSITIVE_INFINITY;
    for (int bins = levels; bins <= BINS; bins += Math.max(1, levels / 8)) {
      double divergence = divergence(histogram, bins, levels);
      if (divergence < least) {
        least = divergence;
        best = bins;
      }
    }
    return largest * best / BINS;
  }

  /**
   * Kullback-Leibler divergence of the first {@code bins} from their merger into {@code levels}.
   */
  private static double divergence(double[] histogram, int bins, int levels) {
    double[] reference = Arrays.copyOf(histogram, bins);
    double outliers = 0;
    for (int bin = bins; bin < histogram.length; bin++) {
      outliers += histogram[bin];
    }
    reference[bins - 1] += outliers;
    double[] merged = merged(histogram, bins, levels);
    double total = Arrays.stream(reference).sum();
    double mergedTotal = Arrays.stream(merged).sum();
    double divergence = 0;
    for (int bin = 0; bin < bins; bin++) {
      if (reference[bin] > 0) {
        double p = reference[bin] / total;
        // A bin that lost all its mass weighs as if a thousandth of a value were left in it.
        double q = Math.max(merged[bin], 1e-3) / Math.max(mergedTotal, 1e-3);
        divergence += p * Math.log(p / q);
      }
    }
    return divergence;
  }

  /** Each level's mass spread evenly over those of its bins that hold any. */
  private static double[] merged(double[] histogram, int bins, int levels) {
    double[] merged = new double[bins];
    for (int level = 0; level < levels; level++) {
      int from = (int) ((long) level * bins / levels);
      int to = (int) ((level + 1L) * bins / levels);
      double mass = 0;
      int filled = 0;
      for (int bin = from; bin < to; bin++) {
        mass += histogram[bin];
        filled += histogram[bin] > 0 ? 1 : 0;
      }
      for (int bin = from; bin < to; bin++) {
        merged[bin] = histogram[bin] > 0 ? mass / filled : 0;
      }
    }
    return merged;
  }
}
