package org.greensweep.inference;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.greensweep.network.Flatten;
import org.greensweep.network.Layer;
import org.greensweep.network.Network;
import org.greensweep.network.NumberFormat;
import org.greensweep.network.PrecisionPlan;
import org.greensweep.network.Reshape;
import org.greensweep.network.quantization.ActivationRanges;
import org.greensweep.network.quantization.Calibrator;
import org.greensweep.network.quantization.TensorQuantization;

/**
 * Ranges chosen from the values that one run showed, for each value that a layer reads in an
 * integer format. Signs are held exactly: -1 and +1 are codes.
 */
final class ObservedRanges implements ActivationRanges {
  private final Network network;
  private final PrecisionPlan plan;
  private final List<Set<NumberFormat>> wanted = new ArrayList<>();
  private final Map<Integer, Map<NumberFormat, Calibrator.Range>> ranges = new HashMap<>();

  ObservedRanges(Network network, PrecisionPlan plan) {
    this.network = network;
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
    Calibrator.Range found = ranges.getOrDefault(source, Map.of()).get(format);
    if (found == null) {
      throw new IllegalStateException("node " + node + " was not calibrated for " + format.id());
    }
    return TensorQuantization.covering(format, found.low(), found.high());
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
