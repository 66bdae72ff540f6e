package org.greensweep.network.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.greensweep.network.Resize;
import org.greensweep.network.Resize.Coordinates;
import org.greensweep.network.Resize.Mode;
import org.greensweep.network.Resize.Rounding;
import org.greensweep.network.UserError;

/** Resize, and Upsample as it was called before opset 10. */
final class ResizeOperators {
  private ResizeOperators() {}

  static void register(Map<String, Operator> operators) {
    operators.put("Resize", ResizeOperators::resize);
    operators.put("Upsample", ResizeOperators::resize);
  }

  private static void resize(OnnxNode node, GraphBuilder graph) {
    Value input = graph.input(node, 0);
    boolean early = node.opset() < 11;
    int rank = input.rank();
    double[] scales = scales(node, graph, early ? 1 : 2);
    ConstantTensor sizes = early ? null : graph.optionalConstant(node, 3);
    List<Integer> axes = axes(node, rank);
    List<Double> factors = new ArrayList<>(Collections.nCopies(rank, 1.0));
    List<Integer> dims = new ArrayList<>(input.dims());
    if (scales.length > 0) {
      check("scales", axes, scales.length);
      for (int i = 0; i < scales.length; i++) {
        factors.set(axes.get(i), scales[i]);
        double extent = Math.floor((float) input.dim(axes.get(i)) * (float) scales[i]);
        dims.set(axes.get(i), extent(extent));
      }
    } else if (sizes != null) {
      check("sizes", axes, sizes.elements());
      bySizes(node, input, sizes.integers(), axes, factors, dims);
    } else {
      throw new UserError("neither scales nor sizes are given");
    }
    Resize layer =
        new Resize(
            Dims.shape(input.dims()),
            Dims.shape(dims),
            factors,
            mode(node),
            early ? Coordinates.ASYMMETRIC : coordinates(node),
            early ? earlyRounding(factors) : rounding(node));
    if (node.flag("antialias")) {
      throw new UnsupportedException("with antialias");
    }
    graph.define(node.output(), graph.add(layer, List.of(input), input.type(), dims));
  }

  private static double[] scales(OnnxNode node, GraphBuilder graph, int index) {
    if (node.opset() < 9) {
      return node.reals("scales").stream().mapToDouble(Float::doubleValue).toArray();
    }
    ConstantTensor scales = graph.optionalConstant(node, index);
    return scales == null ? new double[0] : scales.reals();
  }

  /** Opset 10 did not say; ONNX Runtime takes the upper neighbour where it makes a map smaller. */
  private static Rounding earlyRounding(List<Double> factors) {
    return factors.stream().anyMatch(factor -> factor < 1) ? Rounding.CEIL : Rounding.FLOOR;
  }

  private static List<Integer> axes(OnnxNode node, int rank) {
    List<Long> given = node.integers("axes");
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < (given == null ? rank : given.size()); axis++) {
      axes.add(given == null ? axis : Dims.axis(given.get(axis), rank));
    }
    return axes;
  }

  private static void check(String what, List<Integer> axes, int count) {
    if (axes.size() != count) {
      throw new UserError("%d %s for %d axes".formatted(count, what, axes.size()));
    }
  }

  private static int extent(double extent) {
    if (!(extent >= 1 && extent <= 1 << 24)) {
      throw new UserError("an extent of " + extent + "; it must be 1 to 2^24");
    }
    return (int) extent;
  }

  private static void bySizes(
      OnnxNode node,
      Value input,
      long[] sizes,
      List<Integer> axes,
      List<Double> factors,
      List<Integer> dims) {
    double[] scales = new double[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      scales[i] = (double) extent(sizes[i]) / input.dim(axes.get(i));
    }
    String policy = node.text("keep_aspect_ratio_policy", "stretch");
    if (!policy.equals("stretch")) {
      double common =
          policy.equals("not_larger")
              ? Arrays.stream(scales).min().orElse(1)
              : Arrays.stream(scales).max().orElse(1);
      Arrays.fill(scales, common);
    }
    for (int i = 0; i < sizes.length; i++) {
      int axis = axes.get(i);
      factors.set(axis, (double) (float) scales[i]);
      dims.set(axis, extent(Math.floor(scales[i] * input.dim(axis) + 0.5)));
    }
  }

  private static Mode mode(OnnxNode node) {
    String mode = node.text("mode", "nearest");
    return switch (mode) {
      case "nearest" -> Mode.NEAREST;
      case "linear" -> Mode.LINEAR;
      default -> throw new UnsupportedException("in mode " + mode);
    };
  }

  private static Coordinates coordinates(OnnxNode node) {
    String mode = node.text("coordinate_transformation_mode", "half_pixel");
    return switch (mode) {
      case "half_pixel" -> Coordinates.HALF_PIXEL;
      case "pytorch_half_pixel" -> Coordinates.PYTORCH_HALF_PIXEL;
      case "half_pixel_symmetric" -> Coordinates.HALF_PIXEL_SYMMETRIC;
      case "align_corners" -> Coordinates.ALIGN_CORNERS;
      case "asymmetric" -> Coordinates.ASYMMETRIC;
      case "tf_half_pixel_for_nn" -> Coordinates.TF_HALF_PIXEL_FOR_NN;
      default -> throw new UnsupportedException("with coordinates " + mode);
    };
  }

  private static Rounding rounding(OnnxNode node) {
    String mode = node.text("nearest_mode", "round_prefer_floor");
    return switch (mode) {
      case "round_prefer_floor" -> Rounding.ROUND_PREFER_FLOOR;
      case "round_prefer_ceil" -> Rounding.ROUND_PREFER_CEIL;
      case "floor" -> Rounding.FLOOR;
      case "ceil" -> Rounding.CEIL;
      default -> throw new UserError("nearest_mode is " + mode);
    };
  }
}
