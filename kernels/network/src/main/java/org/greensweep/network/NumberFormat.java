package org.greensweep.network;

import java.util.List;
import java.util.stream.Stream;

/**
 * How one number is stored and multiplied: a closed family. {@code network.quantization} has the
 * arithmetic of each format.
 *
 * <p>Integer formats hold weights symmetrically with a scale per output channel, and activations
 * asymmetrically with a scale and a zero point per tensor.
 */
public enum NumberFormat {
  /** IEEE 754 binary32. */
  FP32("fp32", 32),
  /** IEEE 754 binary16. */
  FP16("fp16", 16),
  /** The upper half of a binary32. */
  BF16("bf16", 16),
  /** Weights from -127 to 127, activations from -128 to 127. */
  INT8("int8", 8),
  /** Weights from -7 to 7, activations from -8 to 7. */
  INT4("int4", 4),
  /**
   * Weights of the levels -1, -0.3, +0.3 and +1 times a scale: the Lloyd-Max quantizer of normally
   * distributed values. Activations have four uniform levels.
   */
  INT2("int2", 2),
  /** Weights of the levels -1, -1/3, +1/3 and +1 times a scale; activations of four levels. */
  INT2_UNIFORM("int2-uniform", 2),
  /** -1, 0 and +1 times a scale, stored in two bits (Li 2016, "Ternary weight networks"). */
  TERNARY("ternary", 2),
  /** -1 as bit 0 and +1 as bit 1, 64 to a word. */
  BINARY("binary", 1);

  private final String id;
  private final int bits;

  NumberFormat(String id, int bits) {
    this.id = id;
    this.bits = bits;
  }

  public String id() {
    return id;
  }

  /** Stored width of one value. */
  public int bits() {
    return bits;
  }

  /** Whether values have an exponent of their own. */
  public boolean isFloat() {
    return switch (this) {
      case FP32, FP16, BF16 -> true;
      case INT8, INT4, INT2, INT2_UNIFORM, TERNARY, BINARY -> false;
    };
  }

  /** The names of all formats. */
  public static List<String> ids() {
    return Stream.of(values()).map(NumberFormat::id).toList();
  }
}
