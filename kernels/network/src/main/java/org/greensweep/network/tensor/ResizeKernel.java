package org.greensweep.network.tensor;

import org.greensweep.network.Rearrange;
import org.greensweep.network.Resize;

/** Samples with tables of two neighbours and the second one's weight per axis and position. */
final class ResizeKernel implements TensorKernel {
  private final int[] extents;
  private final int[][] low;
  private final int[][] high;
  private final double[][] weight;

  ResizeKernel(Resize layer) {
    int rank = layer.source().rank();
    extents = layer.result().extents().stream().mapToInt(Integer::intValue).toArray();
    low = new int[rank][];
    high = new int[rank][];
    weight = new double[rank][];
    for (int axis = 0; axis < rank; axis++) {
      low[axis] = new int[extents[axis]];
      high[axis] = new int[extents[axis]];
      weight[axis] = new double[extents[axis]];
      table(layer, axis);
    }
  }

  private void table(Resize layer, int axis) {
    int size = layer.source().extents().get(axis);
    int stride = Rearrange.rowMajor(layer.source()).get(axis);
    for (int i = 0; i < extents[axis]; i++) {
      double at = coordinate(layer, axis, i);
      if (layer.mode() == Resize.Mode.NEAREST) {
        low[axis][i] = stride * (int) clamp(round(layer.rounding(), at), size);
        high[axis][i] = low[axis][i];
      } else {
        double inside = clamp(at, size);
        int below = (int) Math.floor(inside);
        low[axis][i] = stride * below;
        high[axis][i] = stride * Math.min(below + 1, size - 1);
        weight[axis][i] = inside - below;
      }
    }
  }

  private static double clamp(double at, int size) {
    return Math.max(0, Math.min(at, size - 1));
  }

  private static double coordinate(Resize layer, int axis, int i) {
    double scale = layer.scales().get(axis);
    double size = layer.source().extents().get(axis);
    double result = layer.result().extents().get(axis);
    if (scale == 1 && size == result) {
      return i;
    }
    // In fp32, as ONNX Runtime computes them: halves fall on the same side.
    float half = (i + 0.5f) / (float) scale - 0.5f;
    return switch (layer.coordinates()) {
      case HALF_PIXEL -> half;
      case PYTORCH_HALF_PIXEL -> result > 1 ? half : 0;
      case HALF_PIXEL_SYMMETRIC -> {
        double adjustment = result / (scale * size);
        yield size / 2 * (1 - adjustment) + half;
      }
      case ALIGN_CORNERS -> result > 1 ? (float) (i * (size - 1)) / (float) (result - 1) : 0;
      case ASYMMETRIC -> i / (float) scale;
      case TF_HALF_PIXEL_FOR_NN -> (i + 0.5f) / (float) scale;
    };
  }

  private static double round(Resize.Rounding rounding, double at) {
    return switch (rounding) {
      case ROUND_PREFER_FLOOR -> Math.ceil(at - 0.5);
      case ROUND_PREFER_CEIL -> Math.floor(at + 0.5);
      case FLOOR -> Math.floor(at);
      case CEIL -> Math.ceil(at);
    };
  }

  @Override
  public int parts() {
    return extents[0];
  }

  @Override
  public void run(int part, Values[] inputs, Values output) {
    int length = 1;
    for (int axis = 1; axis < extents.length; axis++) {
      length *= extents[axis];
    }
    int[] place = new int[extents.length];
    place[0] = part;
    for (int i = 0; i < length; i++) {
      int rest = i;
      for (int axis = extents.length - 1; axis > 0; axis--) {
        place[axis] = rest % extents[axis];
        rest /= extents[axis];
      }
      output.set(part * length + i, sample(inputs[0], place, 0, 0));
    }
  }

  private double sample(Values input, int[] place, int axis, int offset) {
    if (axis == extents.length) {
      return input.get(offset);
    }
    double second = weight[axis][place[axis]];
    double below = sample(input, place, axis + 1, offset + low[axis][place[axis]]);
    return second == 0
        ? below
        : below * (1 - second)
            + second * sample(input, place, axis + 1, offset + high[axis][place[axis]]);
  }
}
