package org.greensweep.inference.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;
import java.util.stream.IntStream;

/** Operators of feature maps, of single elements and of quantized values. */
final class OperatorCases {
  private OperatorCases() {}

  static void addTo(List<OnnxCase> cases) {
    convolutions(cases);
    transposedConvolutions(cases);
    pools(cases);
    functions(cases);
    pairs(cases);
    normalizations(cases);
    quantized(cases);
  }

  private static OnnxCase op(List<OnnxCase> cases, String operator, int opset) {
    OnnxCase added = OnnxCase.of(operator, opset);
    cases.add(added);
    return added;
  }

  private static void convolutions(List<OnnxCase> cases) {
    op(cases, "Conv", 11).in(1, 3, 7, 6).weights(4, 3, 3, 3);
    op(cases, "Conv", 22).in(1, 3, 7, 6).weights(4, 3, 3, 3).weights(4);
    for (String auto : List.of("SAME_UPPER", "SAME_LOWER", "VALID")) {
      op(cases, "Conv", 11)
          .in(1, 2, 8, 7)
          .weights(3, 2, 3, 2)
          .attribute("auto_pad", auto)
          .attributes("strides", 2, 3);
    }
    op(cases, "Conv", 11)
        .in(1, 4, 9, 9)
        .weights(6, 2, 3, 3)
        .attribute("group", 2)
        .attributes("pads", 1, 0, 2, 3)
        .attributes("dilations", 2, 1)
        .attributes("kernel_shape", 3, 3);
    op(cases, "Conv", 7)
        .in(1, 4, 5, 5)
        .weights(4, 1, 3, 3)
        .weights(4)
        .attribute("group", 4)
        .attributes("pads", 1, 1, 1, 1)
        .attributes("strides", 2, 2);
    op(cases, "Conv", 11).in(1, 5, 1, 1).weights(7, 5, 1, 1);
    op(cases, "Conv", 11)
        .in(1, 3, 9)
        .weights(4, 3, 3)
        .weights(4)
        .attributes("pads", 2, 1)
        .attributes("strides", 2)
        .attributes("dilations", 2);
    op(cases, "Conv", 11).in(1, 2, 9).weights(4, 2, 4).attribute("auto_pad", "SAME_LOWER");
  }

  private static void transposedConvolutions(List<OnnxCase> cases) {
    op(cases, "ConvTranspose", 11).in(1, 3, 4, 5).weights(3, 2, 3, 3);
    op(cases, "ConvTranspose", 11)
        .in(1, 4, 4, 3)
        .weights(4, 3, 3, 2)
        .weights(6)
        .attribute("group", 2)
        .attributes("strides", 2, 3)
        .attributes("pads", 1, 0, 0, 1)
        .attributes("output_padding", 1, 2);
    op(cases, "ConvTranspose", 11)
        .in(1, 2, 3, 3)
        .weights(2, 2, 3, 3)
        .attributes("dilations", 2, 2)
        .attributes("pads", 1, 1, 1, 1);
    for (String auto : List.of("SAME_UPPER", "SAME_LOWER")) {
      op(cases, "ConvTranspose", 11)
          .in(1, 2, 3, 4)
          .weights(2, 1, 4, 3)
          .attribute("auto_pad", auto)
          .attributes("strides", 2, 2);
    }
    op(cases, "ConvTranspose", 11)
        .in(1, 2, 3, 3)
        .weights(2, 1, 3, 3)
        .attributes("strides", 3, 2)
        .attributes("output_shape", 8, 6);
    op(cases, "ConvTranspose", 11).in(1, 2, 5).weights(2, 3, 3).attributes("strides", 2);
  }

  private static void pools(List<OnnxCase> cases) {
    for (int ceil = 0; ceil < 2; ceil++) {
      op(cases, "MaxPool", 12)
          .in(1, 3, 8, 7)
          .attributes("kernel_shape", 3, 2)
          .attributes("strides", 2, 2)
          .attributes("pads", 1, 0, 1, 1)
          .attribute("ceil_mode", ceil);
      for (int count = 0; count < 2; count++) {
        op(cases, "AveragePool", 11)
            .in(1, 3, 7, 7)
            .attributes("kernel_shape", 3, 3)
            .attributes("strides", 2, 2)
            .attributes("pads", 1, 1, 0, 1)
            .attribute("ceil_mode", ceil)
            .attribute("count_include_pad", count);
      }
    }
    op(cases, "MaxPool", 10)
        .in(1, 2, 9, 9)
        .attributes("kernel_shape", 3, 3)
        .attributes("dilations", 2, 3);
    op(cases, "MaxPool", 8)
        .in(1, 2, 5, 6)
        .attributes("kernel_shape", 2, 2)
        .attributes("strides", 2, 2)
        .attribute("auto_pad", "SAME_UPPER");
    op(cases, "MaxPool", 12).in(1, 2, 9).attributes("kernel_shape", 3).attributes("pads", 1, 1);
    op(cases, "AveragePool", 7)
        .in(1, 2, 5, 6)
        .attributes("kernel_shape", 2, 3)
        .attribute("auto_pad", "SAME_LOWER");
    op(cases, "AveragePool", 19)
        .in(1, 2, 9, 9)
        .attributes("kernel_shape", 3, 2)
        .attributes("dilations", 2, 2)
        .attribute("count_include_pad", 1)
        .attributes("pads", 1, 1, 1, 1);
    op(cases, "AveragePool", 11).in(1, 2, 9).attributes("kernel_shape", 4).attributes("strides", 2);
    op(cases, "GlobalAveragePool", 7).in(1, 5, 3, 4);
    op(cases, "GlobalMaxPool", 7).in(1, 5, 3, 4);
    op(cases, "GlobalAveragePool", 7).in(1, 5, 7);
  }

  private static void functions(List<OnnxCase> cases) {
    for (String operator :
        List.of(
            "Relu",
            "Sigmoid",
            "Softplus",
            "Softsign",
            "Tanh",
            "Exp",
            "Abs",
            "Neg",
            "Floor",
            "Ceil",
            "LeakyRelu",
            "ThresholdedRelu",
            "Elu",
            "Selu",
            "HardSigmoid",
            "Reciprocal")) {
      op(cases, operator, 11).in(1, 3, 4, 5);
    }
    for (String operator : List.of("Erf", "Sign", "Sin", "Cos", "Round", "Celu")) {
      op(cases, operator, 13).in(2, 7);
    }
    op(cases, "Round", 11).in(DataType.FLOAT, new double[] {-2.5, -1.5, -0.5, 0.5, 1.5, 2.5}, 6);
    op(cases, "Sign", 13).in(DataType.FLOAT, new double[] {-3, 0, 2}, 3);
    op(cases, "Log", 13).positive(3, 4);
    op(cases, "Sqrt", 13).positive(1, 3, 4, 4);
    op(cases, "HardSwish", 14).in(DataType.FLOAT, -5, 5, 1, 3, 4, 4);
    op(cases, "Mish", 18).in(2, 5);
    op(cases, "Gelu", 20).in(2, 9);
    op(cases, "Gelu", 20).in(2, 9).attribute("approximate", "tanh");
    op(cases, "LeakyRelu", 16).in(5, 5).attribute("alpha", 0.3);
    op(cases, "Elu", 6 + 1).in(5, 5).attribute("alpha", 0.3);
    op(cases, "HardSigmoid", 22).in(DataType.FLOAT, -5, 5, 9).attribute("alpha", 1 / 6f);
    op(cases, "Celu", 12).in(9).attribute("alpha", 2.0);
    op(cases, "Clip", 7).in(4, 5).attribute("min", -0.5).attribute("max", 0.7);
    op(cases, "Clip", 7).in(4, 5).attribute("max", 0.1);
    op(cases, "Clip", 11).in(4, 5).scalar(-0.5).scalar(0.7);
    op(cases, "Clip", 13).in(4, 5).none().scalar(0.2);
    op(cases, "Clip", 13).in(1, 2, 3, 4).scalar(0).scalar(6);
    op(cases, "Not", 13).in(DataType.BOOL, 0, 1, 3, 4);
    op(cases, "Identity", 13).in(3, 4);
    op(cases, "Dropout", 10).in(3, 4);
    op(cases, "Dropout", 13).in(3, 4).scalar(0.4);
    op(cases, "Cast", 13).in(DataType.FLOAT, -4, 4, 3, 5).attribute("to", 7L);
    op(cases, "Cast", 9).in(DataType.INT64, -4, 4, 3, 5).attribute("to", 1L);
    op(cases, "Cast", 13).in(DataType.FLOAT, new double[] {0, 0.2, -3}, 3).attribute("to", 9L);
  }

  private static void pairs(List<OnnxCase> cases) {
    for (String operator : List.of("Add", "Sub", "Mul", "Div")) {
      op(cases, operator, 7).in(1, 3, 4, 5).in(1, 3, 4, 5);
      op(cases, operator, 13).in(2, 1, 5).in(4, 1);
      op(cases, operator, 14).in(1, 3, 4, 5).weights(3, 1, 1);
      op(cases, operator, 14).weights(1).in(3, 4);
    }
    op(cases, "Mul", 13).in(1, 3, 4, 5).in(1, 3, 1, 1);
    op(cases, "Mul", 13).in(1, 3, 1, 1).in(1, 3, 4, 5);
    op(cases, "Div", 14)
        .in(DataType.INT64, -20, 20, 9)
        .constant(DataType.INT64, new double[] {3}, 1);
    op(cases, "Pow", 12).positive(3, 4).scalar(2.5);
    op(cases, "Pow", 7).positive(3, 4).in(4);
    op(cases, "PRelu", 9).in(1, 3, 4, 5).weights(3, 1, 1);
    op(cases, "PRelu", 16).in(2, 5).weights(5);
    for (String operator : List.of("Sum", "Max", "Min", "Mean")) {
      op(cases, operator, 8).in(1, 3, 4, 5).in(1, 3, 4, 5).in(1, 3, 4, 5);
      op(cases, operator, 13).in(2, 1).in(1, 3);
    }
    for (String operator : List.of("Equal", "Less", "Greater")) {
      op(cases, operator, 13).in(DataType.INT32, -2, 2, 3, 4).in(DataType.INT32, -2, 2, 3, 4);
    }
    op(cases, "LessOrEqual", 16).in(3, 4).in(4);
    op(cases, "GreaterOrEqual", 16).in(3, 4).in(4);
    for (String operator : List.of("And", "Or", "Xor")) {
      op(cases, operator, 7).in(DataType.BOOL, 0, 1, 3, 4).in(DataType.BOOL, 0, 1, 4);
    }
    op(cases, "Where", 16).in(DataType.BOOL, 0, 1, 3, 1).in(3, 4).in(4);
    op(cases, "Mod", 13).in(DataType.INT32, -9, 9, 12).in(DataType.INT32, 2, 5, 12);
    op(cases, "Mod", 13).in(DataType.FLOAT, -9, 9, 12).positive(12).attribute("fmod", 1);
  }

  private static void normalizations(List<OnnxCase> cases) {
    for (int opset : new int[] {7, 9, 15}) {
      op(cases, "BatchNormalization", opset)
          .in(1, 3, 4, 5)
          .weights(3)
          .weights(3)
          .weights(3)
          .floats(0.5, 1, 2)
          .attribute("epsilon", 1e-3);
    }
    op(cases, "BatchNormalization", 15).in(1, 2).weights(2).weights(2).weights(2).floats(1, 2);
    op(cases, "BatchNormalization", 15).in(1, 2, 5).weights(2).weights(2).weights(2).floats(1, 2);
    op(cases, "InstanceNormalization", 7).in(1, 3, 4, 5).weights(3).weights(3);
    op(cases, "InstanceNormalization", 22)
        .in(2, 3, 6)
        .weights(3)
        .weights(3)
        .attribute("epsilon", 1e-2);
    op(cases, "LayerNormalization", 17).in(2, 3, 8).weights(8).weights(8);
    op(cases, "LayerNormalization", 17)
        .in(1, 3, 2, 5)
        .weights(2, 5)
        .attribute("axis", 2)
        .attribute("epsilon", 1e-2);
    op(cases, "LayerNormalization", 17).in(2, 4).weights(4).weights(4).attribute("axis", -1);
    op(cases, "GroupNormalization", 21)
        .in(1, 6, 2, 3)
        .weights(6)
        .weights(6)
        .attribute("num_groups", 3);
    op(cases, "GroupNormalization", 18)
        .in(1, 6, 2, 3)
        .weights(2)
        .weights(2)
        .attribute("num_groups", 2);
    for (int size : new int[] {1, 3, 5}) {
      op(cases, "LRN", 13).in(1, 7, 3, 2).attribute("size", size).attribute("alpha", 0.4);
    }
    op(cases, "LRN", 7)
        .in(1, 5, 3, 3)
        .attribute("size", 3)
        .attribute("alpha", 0.2)
        .attribute("beta", 0.5)
        .attribute("bias", 2.0);
  }

  private static void quantized(List<OnnxCase> cases) {
    double[] zero = {3};
    op(cases, "QuantizeLinear", 10)
        .in(DataType.FLOAT, -9, 9, 4, 9)
        .scalar(0.05)
        .constant(DataType.UINT8, new double[] {120});
    op(cases, "QuantizeLinear", 13)
        .in(DataType.FLOAT, -9, 9, 1, 3, 4, 4)
        .floats(0.05, 0.1, 0.03)
        .constant(DataType.INT8, new double[] {0, 3, -7}, 3)
        .attribute("axis", 1);
    op(cases, "QuantizeLinear", 13)
        .in(DataType.FLOAT, new double[] {-2.5, -1.5, -0.5, 0.5, 1.5, 2.5}, 6)
        .scalar(1)
        .constant(DataType.INT8, new double[] {0});
    op(cases, "DequantizeLinear", 10)
        .in(DataType.UINT8, 0, 255, 4, 9)
        .scalar(0.05)
        .constant(DataType.UINT8, new double[] {120});
    op(cases, "DequantizeLinear", 13)
        .in(DataType.INT8, -128, 127, 3, 5)
        .floats(0.05, 0.1, 0.03)
        .constant(DataType.INT8, new double[] {0, 3, -7}, 3)
        .attribute("axis", 0);
    op(cases, "DequantizeLinear", 21)
        .in(DataType.INT8, -128, 127, 2, 6)
        .constant(DataType.FLOAT, new double[] {0.5, 0.25, 2, 1}, 2, 2)
        .constant(DataType.INT8, new double[] {0, 1, 2, 3}, 2, 2)
        .attribute("axis", 1)
        .attribute("block_size", 3);
    op(cases, "DynamicQuantizeLinear", 11).in(3, 7).outputs(3);
    op(cases, "DynamicQuantizeLinear", 11).positive(3, 7).outputs(3);
    op(cases, "QLinearConv", 10)
        .in(DataType.UINT8, 0, 255, 1, 4, 6, 6)
        .scalar(0.02)
        .constant(DataType.UINT8, new double[] {100})
        .constant(DataType.INT8, ramp(6 * 2 * 9), 6, 2, 3, 3)
        .floats(0.01, 0.02, 0.015, 0.01, 0.03, 0.01)
        .constant(DataType.INT8, new double[6], 6)
        .scalar(0.2)
        .constant(DataType.UINT8, new double[] {130})
        .constant(DataType.INT32, new double[] {10, -200, 30, 0, 5, 900}, 6)
        .attribute("group", 2)
        .attributes("pads", 1, 1, 1, 1)
        .within(0.01);
    op(cases, "QLinearMatMul", 10)
        .in(DataType.UINT8, 0, 255, 3, 5)
        .scalar(0.02)
        .constant(DataType.UINT8, new double[] {100})
        .constant(DataType.INT8, ramp(5 * 4), 5, 4)
        .scalar(0.01)
        .constant(DataType.INT8, new double[] {2})
        .scalar(0.05)
        .constant(DataType.UINT8, new double[] {130})
        .within(0.01);
    op(cases, "ConvInteger", 10)
        .in(DataType.UINT8, 0, 255, 1, 2, 5, 5)
        .constant(
            DataType.UINT8, IntStream.range(0, 54).mapToDouble(i -> i * 4).toArray(), 3, 2, 3, 3)
        .constant(DataType.UINT8, zero)
        .attributes("pads", 1, 1, 1, 1);
    op(cases, "MatMulInteger", 10)
        .in(DataType.UINT8, 0, 255, 3, 5)
        .constant(DataType.INT8, ramp(20), 5, 4)
        .constant(DataType.UINT8, zero)
        .constant(DataType.INT8, new double[] {1});
    op(cases, "MatMulInteger", 10)
        .in(DataType.UINT8, 0, 255, 3, 5)
        .in(DataType.UINT8, 0, 255, 5, 2);
  }

  /** Weights of 7 bits: ONNX Runtime's sums of two products saturate at 16 bits without VNNI. */
  private static double[] ramp(int count) {
    return IntStream.range(0, count).mapToDouble(i -> i * 89 % 127 - 63).toArray();
  }
}
