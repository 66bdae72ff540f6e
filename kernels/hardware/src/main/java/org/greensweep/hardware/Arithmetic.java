package org.greensweep.hardware;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.greensweep.network.NumberFormat;
import org.greensweep.network.UserError;

/**
 * How an operand is multiplied: {@code fp32}, {@code fp16}, {@code bf16}, {@code int16} ... {@code
 * int2}, {@code binary}. The digits are the width in bits; binary is one bit.
 */
public record Arithmetic(String id, int bits) {
  // Before the constants, which are read with it.
  private static final Pattern ID = Pattern.compile("(fp|bf|int)([0-9]{1,2})");

  public static final Arithmetic FP32 = of("fp32");
  public static final Arithmetic INT16 = of("int16");
  public static final Arithmetic INT8 = of("int8");
  public static final Arithmetic BINARY = of("binary");

  public Arithmetic {
    if (bits < 1 || bits > 64) {
      throw new UserError("Arithmetic " + id + ": width is " + bits + " bits; it must be 1 to 64");
    }
  }

  /** The arithmetic called {@code id}; another name is a {@link UserError}. */
  public static Arithmetic of(String id) {
    if (id.equals("binary")) {
      return new Arithmetic(id, 1);
    }
    Matcher matcher = ID.matcher(id);
    if (!matcher.matches()) {
      throw new UserError(
          "Unknown arithmetic '" + id + "'; write fp, bf or int and a width (int16), or binary");
    }
    return new Arithmetic(id, Integer.parseInt(matcher.group(2)));
  }

  /**
   * What multiplies a format. bf16 counts as fp16, whose longer significand costs more; two-bit
   * codes of whatever levels count as int2.
   */
  public static Arithmetic of(NumberFormat format) {
    return switch (format) {
      case FP32, FP16, INT8, INT4, INT2, BINARY -> of(format.id());
      case BF16 -> of(NumberFormat.FP16.id());
      case INT2_UNIFORM, TERNARY -> of(NumberFormat.INT2.id());
    };
  }

  /** {@code int} for integers and binary, else the letters of the id. */
  String family() {
    return id.startsWith("fp") ? "fp" : id.startsWith("bf") ? "bf" : "int";
  }
}
