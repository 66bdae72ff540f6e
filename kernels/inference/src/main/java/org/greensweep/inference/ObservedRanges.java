package org.greensweep.inference;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.greensweep.network.Constant;
import org.greensweep.network.Elementwise;
import org.greensweep.network.Flatten;
import org.greensweep.network.Layer;
import org.greensweep.network.Network;
import org.greensweep.network.Node;
import org.greensweep.network.NumberFormat;
import org.greensweep.network.PrecisionPlan;
import org.greensweep.network.Reshape;
import org.greensweep.network.parameters.Model;
import org.greensweep.network.parameters.Role;
import org.greensweep.network.quantization.ActivationRanges;
import org.greensweep.network.quantization.Calibrator;
import org.greensweep.network.quantization.TensorQuantization;
import org.jspecify.annotations.Nullable;

/**
 * Ranges chosen from the values that one run showed, for each value that a layer reads in an
 * integer format. Signs are held exactly: -1 and +1 are codes.
 */
final class ObservedRanges implements ActivationRanges {
  private final Model model;
  private final Network network;
  private final PrecisionPlan plan;
  private final List<Set<NumberFormat>> wanted = new ArrayList<>();
  private final Map<Integer, Map<NumberFormat, Calibrator.Range>> ranges = new HashMap<>();

  ObservedRanges(Model model, PrecisionPlan plan) {
    this.model = model;
    this.network = model.network();
    this.plan = plan;
    network.nodes().forEach(node -> wanted.add(EnumSet.noneOf(NumberFormat.class)));
    for (int node = 0; node < wanted.size(); node++) {
      NumberFormat format = plan.of(node).activations();
      if (isInteger(format)) {
        wanted.get(source(network.nodes().get(node).inputs().get(0))).add(format);
      }
    }
  }

  /** Whether any layer of {@code plan} reads integers whose range must be known. */
  static boolean neededBy(PrecisionPlan plan) {
    return plan.layers().stream().anyMatch(layer -> isInteger(layer.activations()));
  }

  static boolean isInteger(NumberFormat format) {
    return !format.isFloat() && format != NumberFormat.BINARY;
  }

  /** Widens what is known of {@code node}: a node that works on many patches is seen many times. */
  void observe(int node, float[] values, int length) {
    Map<NumberFormat, Calibrator.Range> chosen =
        ranges.computeIfAbsent(node, key -> new HashMap<>());
    for (NumberFormat format : wanted.get(node)) {
      Calibrator.Range range = Calibrator.range(plan.calibration(), format, values, length);
      chosen.merge(format, range, Calibrator.Range::union);
    }
  }

  @Override
  public TensorQuantization of(int node, NumberFormat format) {
    int source = source(node);
    if (Fusion.isSign(network.nodes().get(source).layer().single())) {
      return new TensorQuantization(format, 1, 0);
    }
    TensorQuantization stored = stored(network.nodes().get(source), format);
    if (stored != null) {
      return stored;
    }
    Calibrator.Range found = ranges.getOrDefault(source, Map.of()).get(format);
    if (found == null) {
      throw new IllegalStateException("node " + node + " was not calibrated for " + format.id());
    }
    return TensorQuantization.covering(format, found.low(), found.high());
  }

  /** The scale and zero point that a file gives an 8-bit tensor; null where it gives none. */
  private @Nullable TensorQuantization stored(Node node, NumberFormat format) {
    if (format != NumberFormat.INT8
        || !(node.layer() instanceof Elementwise elementwise)
        || elementwise.operation() != Elementwise.Operation.DEQUANTIZE
        || elementwise.operands().get(1).elements() != 1) {
      return null;
    }
    Node codes = network.nodes().get(node.inputs().get(0));
    int scale = node.inputs().get(1);
    int zero = node.inputs().get(2);
    boolean isByte =
        codes.layer() instanceof Layer.Activation clip
            && clip.function() == Layer.Function.CLIP
            && clip.b() - clip.a() == 255
            && network.nodes().get(scale).layer() instanceof Constant
            && network.nodes().get(zero).layer() instanceof Constant;
    if (!isByte) {
      return null;
    }
    // Unsigned codes lie 128 above ours.
    double shift = TensorQuantization.lowest(format) - ((Layer.Activation) codes.layer()).a();
    double point = model.parameters().values(zero, Role.VALUES)[0] + shift;
    return new TensorQuantization(
        format, model.parameters().values(scale, Role.VALUES)[0], (int) point);
  }

  /** The node whose values {@code node} passes on in another order. */
  private int source(int node) {
    int source = node;
    while (passesOn(network.nodes().get(source).layer().single())) {
      source = network.nodes().get(source).inputs().get(0);
    }
    return source;
  }

  private static boolean passesOn(Layer layer) {
    return layer instanceof Flatten || layer instanceof Reshape;
  }
}
