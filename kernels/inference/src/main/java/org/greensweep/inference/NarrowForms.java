package org.greensweep.inference;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.greensweep.inference.Layout.Order;
import org.greensweep.inference.Slot.Storage;
import org.greensweep.inference.kernel.Float16;
import org.greensweep.inference.kernel.Float16Converter;
import org.greensweep.inference.kernel.Quantization;
import org.greensweep.inference.kernel.Quantizer;
import org.greensweep.inference.kernel.Tiles;
import org.greensweep.network.NumberFormat;
import org.greensweep.network.quantization.BFloat16;
import org.greensweep.network.quantization.Half;

/**
 * Values in formats narrower than fp32, each made once: stored in their own width for kernels that
 * multiply them so, and in fp32, rounded to what the format holds, for all others.
 */
final class NarrowForms {
  private record Held(int node, Order order, NumberFormat format) {}

  private final Compiler compiler;
  private final Orders orders;
  private final Map<Held, Slot> codes = new HashMap<>();
  private final Map<Held, Slot> rounded = new HashMap<>();

  NarrowForms(Compiler compiler, Orders orders) {
    this.compiler = compiler;
    this.orders = orders;
  }

  private Held key(int node, Order order, NumberFormat format) {
    return orders.key(node, order, (index, unique) -> new Held(index, unique, format));
  }

  /** Whether nobody has made the codes of {@code node} yet. */
  boolean isMissing(int node, Order order, NumberFormat format) {
    return !codes.containsKey(key(node, order, format));
  }

  /** Takes the codes that the step of {@code node} leaves. */
  void put(int node, NumberFormat format, Slot slot) {
    codes.put(key(node, orders.of(node), format), slot);
  }

  /** The value of {@code node} as bytes or, in 16 bits, shorts. */
  Slot codes(int node, Order order, NumberFormat format) {
    Held key = key(node, order, format);
    Slot present = codes.get(key);
    if (present != null) {
      return present;
    }
    Slot from = compiler.floatsOf(node, order);
    boolean half = Float16.has(format);
    Slot to = new Slot(half ? Storage.SHORTS : Storage.BYTES, from.length());
    codes.put(key, to);
    Tiles tiles = compiler.elementwiseTiles(from.length(), 1);
    compiler
        .memory()
        .add(
            List.of(from),
            List.of(to),
            () ->
                new Step(
                    node,
                    tiles.count(),
                    half
                        ? narrowed(Float16.of(format), tiles, from.floats(), to.shorts())
                        : quantized(
                            compiler.codeReaders().quantization(node, format),
                            tiles,
                            from.floats(),
                            to.bytes())));
    return to;
  }

  private Step.Tile narrowed(Float16 format, Tiles tiles, float[] input, short[] output) {
    Float16Converter converter = compiler.kernels().float16Converter();
    return (tile, scratch) ->
        converter.narrow(format, input, output, tiles.from(tile), tiles.to(tile));
  }

  private Step.Tile quantized(
      Quantization quantization, Tiles tiles, float[] input, byte[] output) {
    Quantizer quantizer = compiler.kernels().quantizer();
    return (tile, scratch) ->
        quantizer.quantize(quantization, input, output, tiles.from(tile), tiles.to(tile));
  }

  /** The value of {@code node} in fp32, of what {@code format} can hold. */
  Slot rounded(int node, Order order, NumberFormat format) {
    Held key = key(node, order, format);
    Slot present = rounded.get(key);
    if (present != null) {
      return present;
    }
    Slot from = compiler.floatsOf(node, order);
    Slot to = new Slot(Storage.FLOATS, from.length());
    rounded.put(key, to);
    FloatFunction rounding = rounding(node, format);
    Tiles tiles = compiler.elementwiseTiles(from.length(), 1);
    compiler
        .memory()
        .add(
            List.of(from),
            List.of(to),
            () -> {
              float[] input = from.floats();
              float[] output = to.floats();
              return new Step(
                  node,
                  tiles.count(),
                  (tile, scratch) -> {
                    for (int i = tiles.from(tile); i < tiles.to(tile); i++) {
                      output[i] = rounding.apply(input[i]);
                    }
                  });
            });
    return to;
  }

  private FloatFunction rounding(int node, NumberFormat format) {
    return switch (format) {
      case FP32 -> value -> value;
      case FP16 -> Half::round;
      case BF16 -> BFloat16::round;
      case BINARY -> value -> value >= 0 ? 1 : -1;
      case INT8, INT4, INT2, INT2_UNIFORM, TERNARY ->
          Objects.requireNonNull(compiler.ranges(), "an integer plan needs a calibration")
                  .of(node, format)
              ::round;
    };
  }
}
