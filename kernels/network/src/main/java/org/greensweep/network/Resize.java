package org.greensweep.network;

import java.util.List;

/**
 * Samples a tensor at other extents, one axis after the other (ONNX Resize).
 *
 * @param source the input, with every axis
 * @param result the output, with every axis
 * @param scales output over input extent of each axis as the file gives it, which need not be the
 *     quotient of the extents
 */
public record Resize(
    Shape source,
    Shape result,
    List<Double> scales,
    Mode mode,
    Coordinates coordinates,
    Rounding rounding)
    implements Layer {
  /** How a value between elements comes about. */
  public enum Mode {
    NEAREST,
    LINEAR
  }

  /** Where an output element lies in the input, ONNX's coordinate_transformation_mode. */
  public enum Coordinates {
    HALF_PIXEL,
    /** Half pixel, but 0 where the output has one element. */
    PYTORCH_HALF_PIXEL,
    /** Half pixel about the centre of the extents that the scale itself would give. */
    HALF_PIXEL_SYMMETRIC,
    ALIGN_CORNERS,
    ASYMMETRIC,
    /** Half pixel of the output, whole pixels of the input: opset 11 only, nearest only. */
    TF_HALF_PIXEL_FOR_NN
  }

  /** Which neighbour is the nearest. */
  public enum Rounding {
    ROUND_PREFER_FLOOR,
    ROUND_PREFER_CEIL,
    FLOOR,
    CEIL
  }

  public Resize {
    scales = List.copyOf(scales);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Inputs.elements("resize", inputs, List.of(source));
    return result.withoutBatch();
  }
}
