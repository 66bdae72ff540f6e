package org.greensweep.inference.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;

/** Operators that move elements, look along axes, or multiply matrices. */
final class TensorCases {
  private TensorCases() {}

  static void addTo(List<OnnxCase> cases) {
    shapes(cases);
    slices(cases);
    pads(cases);
    resizes(cases);
    reductions(cases);
    extremes(cases);
    matrices(cases);
  }

  private static OnnxCase op(List<OnnxCase> cases, String operator, int opset) {
    OnnxCase added = OnnxCase.of(operator, opset);
    cases.add(added);
    return added;
  }

  private static void shapes(List<OnnxCase> cases) {
    op(cases, "Reshape", 13).in(1, 3, 4, 5).longs(1, 12, 5);
    op(cases, "Reshape", 5 + 2).in(2, 3, 4).longs(0, -1);
    op(cases, "Reshape", 14).in(2, 3, 4).longs(3, -1, 0);
    for (int axis : new int[] {0, 1, 2, 4, -1}) {
      op(cases, "Flatten", 13).in(1, 3, 4, 5).attribute("axis", axis);
    }
    op(cases, "Flatten", 9).in(2, 3);
    op(cases, "Squeeze", 11).in(1, 3, 1, 5).attributes("axes", 0, 2);
    op(cases, "Squeeze", 13).in(1, 3, 1, 5).longs(-2);
    op(cases, "Squeeze", 13).in(1, 3, 1, 5);
    op(cases, "Unsqueeze", 11).in(3, 4).attributes("axes", 0, 3);
    op(cases, "Unsqueeze", 13).in(3, 4).longs(-1, 1);
    op(cases, "Transpose", 13).in(1, 3, 4, 5);
    op(cases, "Transpose", 13).in(1, 3, 4, 5).attributes("perm", 0, 2, 3, 1);
    op(cases, "Transpose", 7).in(2, 3, 4).attributes("perm", 1, 0, 2);
    op(cases, "Expand", 8).in(3, 1).longs(2, 1, 6);
    op(cases, "Expand", 13).in(1, 3, 1, 5).longs(1, 1, 4, 1);
    op(cases, "Tile", 13).in(2, 3).longs(2, 3);
    for (int axis : new int[] {1, -1, 2}) {
      op(cases, "Concat", 13).in(1, 3, 4, 5).in(1, 3, 4, 5).attribute("axis", axis);
    }
    op(cases, "Concat", 11).in(1, 3, 4, 5).in(1, 2, 4, 5).attribute("axis", 1);
    op(cases, "Concat", 11).in(2, 3).weights(1, 3).in(4, 3).attribute("axis", 0);
    op(cases, "Gather", 13).in(5, 4).longs(3, -1, 0).attribute("axis", 0);
    op(cases, "Gather", 11).in(2, 5, 3).longs(3, 1).attribute("axis", 1);
    op(cases, "Gather", 13).weights(7, 4).in(DataType.INT64, -7, 6, 2, 3).attribute("axis", 0);
    op(cases, "Gather", 13)
        .in(2, 5)
        .constant(DataType.INT64, new double[] {2})
        .attribute("axis", 1);
    op(cases, "DepthToSpace", 11).in(1, 8, 2, 3).attribute("blocksize", 2);
    op(cases, "DepthToSpace", 11).in(1, 8, 2, 3).attribute("blocksize", 2).attribute("mode", "CRD");
    op(cases, "SpaceToDepth", 13).in(1, 2, 4, 6).attribute("blocksize", 2);
    op(cases, "Shape", 13).in(2, 3, 4);
    op(cases, "Shape", 15).in(2, 3, 4).attribute("start", 1).attribute("end", -1);
    op(cases, "ConstantOfShape", 9)
        .longs(2, 3)
        .attribute("value", DataType.FLOAT, new double[] {1.5}, 1);
    op(cases, "ConstantOfShape", 9).longs(3);
    op(cases, "Constant", 13).attribute("value", DataType.FLOAT, new double[] {1, 2}, 2);
    op(cases, "Constant", 13).reals("value_floats", 1, 2, 3);
    op(cases, "Constant", 13).attribute("value_int", 7);
  }

  private static void slices(List<OnnxCase> cases) {
    op(cases, "Slice", 9).in(4, 5, 6).attributes("starts", 1, -3).attributes("ends", 3, 100);
    op(cases, "Slice", 9)
        .in(4, 5, 6)
        .attributes("starts", 2)
        .attributes("ends", -1)
        .attributes("axes", 2);
    op(cases, "Slice", 13).in(1, 3, 8, 8).longs(1, 0).longs(8, 7).longs(2, 3).longs(2, 3);
    op(cases, "Slice", 13).in(6, 7).longs(-1, 5).longs(-100, 1).longs(0, 1).longs(-1, -2);
    op(cases, "Slice", 10)
        .in(6, 7)
        .longs(0)
        .longs(Long.MAX_VALUE)
        .longs(-1)
        .longs(Integer.MAX_VALUE);
    op(cases, "Slice", 13).in(6, 7).longs(5).longs(Long.MIN_VALUE).longs(1).longs(-3);
    op(cases, "Split", 11).in(2, 6, 3).attribute("axis", 1).attributes("split", 1, 2, 3).outputs(3);
    op(cases, "Split", 11).in(6, 3).outputs(2);
    op(cases, "Split", 13).in(1, 6, 2, 2).longs(2, 4).attribute("axis", 1).outputs(2);
    op(cases, "Split", 18).in(1, 7).attribute("axis", -1).attribute("num_outputs", 3).outputs(3);
  }

  private static void pads(List<OnnxCase> cases) {
    for (String mode : List.of("constant", "reflect", "edge")) {
      op(cases, "Pad", 7)
          .in(1, 2, 4, 5)
          .attribute("mode", mode)
          .attributes("pads", 0, 0, 2, 1, 0, 0, 1, 3);
      op(cases, "Pad", 13).in(3, 4).longs(1, 2, 0, 3).attribute("mode", mode);
    }
    op(cases, "Pad", 7).in(3, 4).attributes("pads", 1, 0, 0, 1).attribute("value", 1.5);
    op(cases, "Pad", 11).in(3, 4).longs(1, 0, 0, 1).scalar(-2);
    op(cases, "Pad", 11).in(4, 5).longs(-1, 0, 1, -2);
    op(cases, "Pad", 18).in(1, 2, 4, 5).longs(1, 2, 3, 1).scalar(1).longs(3, -2);
    op(cases, "Pad", 19).in(1, 2, 4, 5).longs(0, 0, 2, 3, 0, 0, 1, 2).attribute("mode", "wrap");
  }

  private static void resizes(List<OnnxCase> cases) {
    for (String coordinates :
        List.of("half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric")) {
      for (String rounding : List.of("round_prefer_floor", "round_prefer_ceil", "floor", "ceil")) {
        op(cases, "Resize", 11)
            .in(1, 2, 4, 5)
            .floats()
            .floats()
            .longs(1, 2, 7, 3)
            .attribute("coordinate_transformation_mode", coordinates)
            .attribute("nearest_mode", rounding);
      }
      op(cases, "Resize", 13)
          .in(1, 2, 4, 5)
          .none()
          .floats(1, 1, 1.7, 0.6)
          .attribute("mode", "linear")
          .attribute("coordinate_transformation_mode", coordinates);
      op(cases, "Resize", 18)
          .in(1, 2, 5, 4)
          .none()
          .none()
          .longs(1, 2, 9, 8)
          .attribute("mode", "linear")
          .attribute("coordinate_transformation_mode", coordinates);
    }
    op(cases, "Resize", 19)
        .in(1, 2, 5, 4)
        .none()
        .floats(1.7, 2.3)
        .attributes("axes", 2, 3)
        .attribute("mode", "linear")
        .attribute("coordinate_transformation_mode", "half_pixel_symmetric");
    for (String policy : List.of("not_larger", "not_smaller")) {
      op(cases, "Resize", 18)
          .in(1, 2, 5, 4)
          .none()
          .none()
          .longs(9, 8)
          .attributes("axes", 2, 3)
          .attribute("keep_aspect_ratio_policy", policy);
    }
    op(cases, "Resize", 10).in(1, 2, 4, 5).floats(1, 1, 2, 3);
    op(cases, "Resize", 10).in(1, 2, 4, 6).floats(1, 1, 0.5, 0.5);
    op(cases, "Resize", 10).in(1, 2, 4, 5).floats(1, 1, 2, 2).attribute("mode", "linear");
    op(cases, "Upsample", 7).in(1, 2, 3, 3).reals("scales", 1, 1, 2, 3);
    op(cases, "Upsample", 9).in(1, 2, 3, 3).floats(1, 1, 2, 2).attribute("mode", "linear");
  }

  private static void reductions(List<OnnxCase> cases) {
    for (String operator :
        List.of(
            "ReduceSum",
            "ReduceMean",
            "ReduceMax",
            "ReduceMin",
            "ReduceProd",
            "ReduceL1",
            "ReduceL2",
            "ReduceSumSquare",
            "ReduceLogSum",
            "ReduceLogSumExp")) {
      op(cases, operator, 11).positive(1, 3, 4, 2).attributes("axes", 1, -1);
      op(cases, operator, 11).positive(3, 4).attribute("keepdims", 0);
      op(cases, operator, 18).positive(2, 3, 4).longs(0, 2).attribute("keepdims", 0);
      op(cases, operator, 18).positive(2, 3).attribute("noop_with_empty_axes", 0);
    }
    op(cases, "ReduceSum", 13).in(2, 3, 4).longs(1);
    op(cases, "ReduceSum", 13).in(2, 3, 4).attribute("noop_with_empty_axes", 1);
    op(cases, "ReduceMean", 13).in(1, 3, 4, 4).attributes("axes", 2, 3);
  }

  private static void extremes(List<OnnxCase> cases) {
    double[] ties = {1, 3, 3, 2, 0, 0, 5, 5};
    for (String operator : List.of("ArgMax", "ArgMin")) {
      op(cases, operator, 11).in(2, 5, 3).attribute("axis", 1);
      op(cases, operator, 13).in(2, 5).attribute("axis", -1).attribute("keepdims", 0);
      op(cases, operator, 12).in(DataType.FLOAT, ties, 2, 4).attribute("axis", 1);
      op(cases, operator, 12)
          .in(DataType.FLOAT, ties, 2, 4)
          .attribute("axis", 1)
          .attribute("select_last_index", 1);
    }
    op(cases, "TopK", 9).in(3, 6).attribute("k", 2).outputs(2);
    op(cases, "TopK", 10).in(3, 6, 2).longs(4).attribute("axis", 1).outputs(2);
    op(cases, "TopK", 11).in(3, 6).longs(3).attribute("largest", 0).outputs(2);
    for (String operator : List.of("Softmax", "LogSoftmax")) {
      for (int opset : new int[] {11, 13}) {
        op(cases, operator, opset).in(2, 3, 4);
        op(cases, operator, opset).in(1, 3, 4, 2).attribute("axis", 1);
        op(cases, operator, opset).in(1, 3, 4, 2).attribute("axis", -2);
      }
      op(cases, operator, 13).in(1, 9);
    }
  }

  private static void matrices(List<OnnxCase> cases) {
    op(cases, "MatMul", 13).in(1, 6).weights(6, 4);
    op(cases, "MatMul", 9).in(1, 5, 6).weights(6, 4);
    op(cases, "MatMul", 13).in(1, 3, 5, 6).weights(6, 4);
    op(cases, "MatMul", 13).in(1, 3, 5, 6).in(1, 3, 6, 4);
    op(cases, "MatMul", 13).in(1, 2, 1, 5, 6).in(3, 6, 4);
    op(cases, "MatMul", 13).in(5, 6).in(6);
    op(cases, "MatMul", 13).in(6).in(6);
    op(cases, "MatMul", 13).in(6).in(2, 6, 3);
    op(cases, "MatMul", 13).weights(4, 6).in(6, 3);
    op(cases, "MatMul", 13).in(3, 6).weights(2, 6, 3);
    for (int left = 0; left < 2; left++) {
      for (int right = 0; right < 2; right++) {
        op(cases, "Gemm", 13)
            .in(left == 0 ? new long[] {3, 5} : new long[] {5, 3})
            .weights(right == 0 ? new long[] {5, 4} : new long[] {4, 5})
            .weights(4)
            .attribute("transA", left)
            .attribute("transB", right)
            .attribute("alpha", 0.5)
            .attribute("beta", 2.0);
      }
    }
    op(cases, "Gemm", 11).in(1, 5).weights(4, 5).weights(4).attribute("transB", 1);
    op(cases, "Gemm", 11).in(3, 5).weights(5, 4).in(3, 1);
    op(cases, "Gemm", 7).in(3, 5).in(5, 4).in(4).attribute("alpha", 0.25);
    op(cases, "Gemm", 11).in(3, 5).weights(5, 4);
  }
}
