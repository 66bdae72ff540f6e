package org.greensweep.inference.kernel;

import org.greensweep.network.NumberFormat;
import org.greensweep.network.quantization.BFloat16;
import org.greensweep.network.quantization.Half;

/** The two formats of 16 bits that real values are stored in, and computed with in fp32. */
public enum Float16 {
  FP16(NumberFormat.FP16) {
    @Override
    public short bits(float value) {
      return Half.bits(value);
    }

    @Override
    public float value(short bits) {
      return Half.value(bits);
    }
  },

  BF16(NumberFormat.BF16) {
    @Override
    public short bits(float value) {
      return BFloat16.bits(value);
    }

    @Override
    public float value(short bits) {
      return BFloat16.value(bits);
    }
  };

  private final NumberFormat format;

  Float16(NumberFormat format) {
    this.format = format;
  }

  /** Whether {@code format} is one of them. */
  public static boolean has(NumberFormat format) {
    return format == FP16.format || format == BF16.format;
  }

  /** The one that is {@code format}. */
  public static Float16 of(NumberFormat format) {
    if (!has(format)) {
      throw new IllegalArgumentException(format.id() + " is no float of 16 bits");
    }
    return format == FP16.format ? FP16 : BF16;
  }

  /** The bits nearest to {@code value}, half to even. */
  public abstract short bits(float value);

  /** The number that 16 bits stand for. */
  public abstract float value(short bits);
}
