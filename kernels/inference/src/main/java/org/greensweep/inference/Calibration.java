package org.greensweep.inference;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.greensweep.inference.kernel.Quantization;

/**
 * How each node's value is held in int8: the least and the greatest value that one fp32 run over a
 * seeded input showed.
 */
final class Calibration {
  private record Range(float low, float high) {}

  private final Map<Integer, Range> ranges = new HashMap<>();

  /** Widens what is known of {@code node}: a node that works on many patches is seen many times. */
  void observe(int node, float[] values, int length) {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < length; i++) {
      low = Math.min(low, values[i]);
      high = Math.max(high, values[i]);
    }
    ranges.merge(
        node,
        new Range(low, high),
        (a, b) -> new Range(Math.min(a.low, b.low), Math.max(a.high, b.high)));
  }

  Quantization of(int node) {
    Range found = ranges.get(node);
    if (found == null) {
      throw new IllegalStateException("node " + node + " was not calibrated");
    }
    return Quantization.covering(found.low, found.high);
  }

  /** What is known of the nodes {@code nodes}, which become 0, 1 and so on. */
  Calibration restricted(List<Integer> nodes) {
    Calibration part = new Calibration();
    for (int i = 0; i < nodes.size(); i++) {
      Range range = ranges.get(nodes.get(i));
      if (range != null) {
        part.ranges.put(i, range);
      }
    }
    return part;
  }
}
