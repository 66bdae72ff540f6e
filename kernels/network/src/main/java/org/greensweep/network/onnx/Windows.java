package org.greensweep.network.onnx;

import java.util.ArrayList;
import java.util.List;
import org.greensweep.network.UserError;
import org.greensweep.network.Window;

/** Windows of convolutions and pools; those over one axis become windows of one row. */
final class Windows {
  private Windows() {}

  /** The map that a value of one or two spatial axes is: 1 x channels x height x width. */
  static Value map(Value value, GraphBuilder graph) {
    if (value.rank() != 3 && value.rank() != 4) {
      throw value.rank() > 4
          ? new UnsupportedException("over " + (value.rank() - 2) + " spatial axes")
          : new UserError("takes batch x channels x height x width but is given " + value.dims());
    }
    if (value.dim(0) != 1) {
      throw new UnsupportedException("over a batch of " + value.dim(0) + " inside the network");
    }
    return value.rank() == 4
        ? value
        : graph.reshape(value, List.of(1, value.dim(1), 1, value.dim(2)));
  }

  /** {@code map} with as many axes as {@code like}. */
  static Value restore(Value map, Value like, GraphBuilder graph) {
    return like.rank() == 4 ? map : graph.reshape(map, List.of(1, map.dim(1), map.dim(3)));
  }

  /**
   * The window of a node's attributes over a map.
   *
   * @param axes spatial axes that the file's value has, 1 or 2
   * @param kernel height and width
   */
  static Window of(OnnxNode node, int axes, List<Integer> kernel, Value map) {
    List<Integer> strides = two(node.integers("strides", axes, 1), 1);
    List<Integer> dilations = two(node.integers("dilations", axes, 1), 1);
    List<Integer> pads = pads(node, axes);
    String automatic = node.text("auto_pad", "NOTSET");
    if (automatic.startsWith("SAME_")) {
      pads = new ArrayList<>();
      List<Integer> after = new ArrayList<>();
      for (int axis = 0; axis < 2; axis++) {
        long extent = (kernel.get(axis) - 1L) * dilations.get(axis) + 1;
        long size = map.dim(2 + axis);
        long stride = Math.max(1, strides.get(axis));
        long total = Math.max(0, ((size + stride - 1) / stride - 1) * stride + extent - size);
        boolean upper = automatic.equals("SAME_UPPER");
        pads.add((int) (upper ? total / 2 : (total + 1) / 2));
        after.add((int) (upper ? (total + 1) / 2 : total / 2));
      }
      pads.addAll(after);
    } else if (!automatic.equals("NOTSET") && !automatic.equals("VALID")) {
      throw new UserError("auto_pad is " + automatic + ", which the standard does not have");
    }
    return window(kernel, strides, dilations, pads);
  }

  static Window window(
      List<Integer> kernel, List<Integer> strides, List<Integer> dilations, List<Integer> pads) {
    long reach = 1;
    for (List<Integer> values : List.of(kernel, strides, dilations, pads)) {
      for (int value : values) {
        reach = Math.max(reach, Math.abs((long) value));
      }
    }
    if (reach > LARGEST) {
      throw new UserError("a window of " + reach + " elements; at most " + LARGEST);
    }
    return new Window(
        kernel.get(0),
        kernel.get(1),
        strides.get(0),
        strides.get(1),
        dilations.get(0),
        dilations.get(1),
        pads.get(0),
        pads.get(1),
        pads.get(2),
        pads.get(3));
  }

  private static final int LARGEST = 1 << 15;

  /** Top, left, bottom and right padding as the file gives it. */
  static List<Integer> pads(OnnxNode node, int axes) {
    List<Integer> pads = node.integers("pads", 2 * axes, 0);
    return axes == 2 ? pads : List.of(0, pads.get(0), 0, pads.get(1));
  }

  /** Per height and width; {@code missing} where the file has one axis. */
  static List<Integer> two(List<Integer> values, int missing) {
    return values.size() == 2 ? values : List.of(missing, values.get(0));
  }
}
