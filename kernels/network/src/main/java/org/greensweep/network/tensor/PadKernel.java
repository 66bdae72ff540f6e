package org.greensweep.network.tensor;

import org.greensweep.network.PadAxes;
import org.greensweep.network.Rearrange;
import org.greensweep.network.Shape;

/** Each element from where its axes' tables say, or the constant. */
final class PadKernel implements TensorKernel {
  private static final int CONSTANT = -1;

  private final double value;
  private final int[] extents;

  /** Per axis and output position, the offset in the input. */
  private final int[][] from;

  PadKernel(PadAxes layer) {
    value = layer.value();
    Shape result = layer.result();
    extents = result.extents().stream().mapToInt(Integer::intValue).toArray();
    from = new int[extents.length][];
    for (int axis = 0; axis < extents.length; axis++) {
      int stride = Rearrange.rowMajor(layer.source()).get(axis);
      from[axis] = new int[extents[axis]];
      for (int i = 0; i < extents[axis]; i++) {
        int at =
            source(layer.mode(), i - layer.before().get(axis), layer.source().extents().get(axis));
        from[axis][i] = at == CONSTANT ? CONSTANT : at * stride;
      }
    }
  }

  private static int source(PadAxes.Mode mode, int at, int size) {
    if (at >= 0 && at < size) {
      return at;
    }
    return switch (mode) {
      case CONSTANT -> CONSTANT;
      case EDGE -> at < 0 ? 0 : size - 1;
      case WRAP -> Math.floorMod(at, size);
      case REFLECT -> {
        int period = Math.max(1, 2 * (size - 1));
        int folded = Math.floorMod(at, period);
        yield folded < size ? folded : period - folded;
      }
    };
  }

  @Override
  public int parts() {
    return extents.length == 0 ? 1 : extents[0];
  }

  @Override
  public void run(int part, Values[] inputs, Values output) {
    if (extents.length == 0) {
      output.set(0, inputs[0].get(0));
      return;
    }
    int length = 1;
    for (int axis = 1; axis < extents.length; axis++) {
      length *= extents[axis];
    }
    for (int i = 0; i < length; i++) {
      int at = from[0][part];
      boolean constant = at == CONSTANT;
      int rest = i;
      for (int axis = extents.length - 1; axis > 0; axis--) {
        int offset = from[axis][rest % extents[axis]];
        constant |= offset == CONSTANT;
        at += offset;
        rest /= extents[axis];
      }
      output.set(part * length + i, constant ? value : inputs[0].get(at));
    }
  }
}
