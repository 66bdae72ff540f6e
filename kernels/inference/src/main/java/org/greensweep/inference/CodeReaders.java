package org.greensweep.inference;

import java.util.List;
import java.util.Objects;
import org.greensweep.inference.Layout.Order;
import org.greensweep.inference.kernel.Float16;
import org.greensweep.inference.kernel.Quantization;
import org.greensweep.network.Layer;
import org.greensweep.network.Network;
import org.greensweep.network.Node;
import org.greensweep.network.NumberFormat;
import org.greensweep.network.quantization.ActivationRanges;
import org.greensweep.network.quantization.TensorQuantization;
import org.jspecify.annotations.Nullable;

/**
 * Who reads a value in the narrow format that layers multiply, and who in fp32. A maximum of codes
 * is the code of the maximum and a concatenation of codes that of the values, so those two pass on
 * the codes that their own readers want, where what they read is held with the same scale: because
 * its range is the same, or because nobody else reads it.
 */
final class CodeReaders {
  private final Compiler compiler;
  private final Network network;

  CodeReaders(Compiler compiler) {
    this.compiler = compiler;
    this.network = compiler.network();
  }

  /** The narrow format in which every reader that takes such values wants them; else null. */
  @Nullable NumberFormat format(int node) {
    List<NumberFormat> formats =
        compiler.readers(node).stream()
            .map(this::wanted)
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull)
            .distinct()
            .toList();
    return formats.size() == 1 ? formats.get(0) : null;
  }

  /** Whether a reader of {@code node} needs it in fp32, as the outputs are. */
  boolean needFloats(int node) {
    return format(node) == null
        || network.outputs().contains(node)
        || compiler.readers(node).stream().anyMatch(reader -> wanted(reader) == null);
  }

  /** What {@code reader} wants of its inputs; null for fp32. */
  private @Nullable NumberFormat wanted(int reader) {
    return multiplies(reader) ? compiler.precision(reader).activations() : passedOn(reader);
  }

  private boolean multiplies(int node) {
    Layer layer = network.nodes().get(node).layer();
    return (layer instanceof Layer.Convolution || layer instanceof Layer.Dense)
        && (MacSteps.multipliesCodes(compiler.precision(node))
            || MacSteps.multipliesHalves(compiler.precision(node)));
  }

  /** The integer codes that a maximum or a concatenation passes on; null where it takes fp32. */
  @Nullable NumberFormat passedOn(int node) {
    if (!keepsCodes(node) || needFloats(node)) {
      return null;
    }
    NumberFormat format = Objects.requireNonNull(format(node));
    boolean integers = !Float16.has(format);
    return integers
            && network.nodes().get(node).inputs().stream()
                .allMatch(input -> isSole(input) || isHeldAs(node, input, format))
        ? format
        : null;
  }

  private boolean keepsCodes(int index) {
    Node node = network.nodes().get(index);
    Fusion fusion = compiler.fusion(index);
    boolean fits = node.layer() instanceof Layer.MaxPool || node.layer() instanceof Layer.Concat;
    return fits
        && fusion != null
        && fusion.root() == index
        && compiler.order(index) == Order.CHANNELS_LAST
        && !Orders.isTensorOperator(node, network);
  }

  /** Whether {@code node} has one reader. */
  private boolean isSole(int node) {
    return compiler.readers(node).size() == 1;
  }

  /** Whether layers that multiply {@code input} have it in the codes that {@code node} leaves. */
  private boolean isHeldAs(int node, int input, NumberFormat format) {
    return compiler.readers(input).stream()
            .anyMatch(
                reader -> multiplies(reader) && compiler.precision(reader).activations() == format)
        && quantization(node, format).equals(quantization(input, format));
  }

  /**
   * How the codes of {@code node} are made: as its only reader, if that passes them on, has them.
   */
  Quantization quantization(int node, NumberFormat format) {
    if (isSole(node)) {
      int reader = compiler.readers(node).get(0);
      if (passedOn(reader) == format) {
        return quantization(reader, format);
      }
    }
    ActivationRanges ranges =
        Objects.requireNonNull(compiler.ranges(), "an integer plan needs a calibration");
    TensorQuantization found = ranges.of(node, format);
    return new Quantization(
        found.scale(),
        found.zeroPoint(),
        TensorQuantization.lowest(format),
        TensorQuantization.highest(format));
  }
}
