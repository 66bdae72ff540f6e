package org.greensweep.hardware;

import org.greensweep.network.Elementwise;
import org.greensweep.network.Elementwise.Operation;
import org.greensweep.network.Layer;
import org.greensweep.network.Network;
import org.greensweep.network.Node;
import org.greensweep.network.NumberFormat;

/**
 * Quantization in a network of a file: codes are made on the way out of the layer before, stored,
 * and read as they are by the layer behind, so that a dequantized map is as wide as its codes.
 */
final class Quantizations {
  private Quantizations() {}

  /** Whether a layer makes codes, or values of codes. */
  static boolean is(Layer layer) {
    return layer instanceof Elementwise elementwise
        && (elementwise.operation() == Operation.QUANTIZE
            || elementwise.operation() == Operation.DEQUANTIZE);
  }

  /**
   * Width of what such a node makes: that of the range to which the codes are clipped, and fp32
   * where they are not.
   *
   * @param bits widths of the nodes before it
   */
  static int bits(Network network, int node, int[] bits) {
    Node place = network.nodes().get(node);
    boolean quantizes = ((Elementwise) place.layer()).operation() == Operation.QUANTIZE;
    if (!quantizes) {
      int codes = place.inputs().get(0);
      return network.nodes().get(codes).layer() instanceof Layer.Activation clip
          ? width(clip)
          : bits[codes];
    }
    return network.readers(node).size() == 1
            && network.nodes().get(network.readers(node).get(0)).layer()
                instanceof Layer.Activation clip
        ? width(clip)
        : NumberFormat.FP32.bits();
  }

  private static int width(Layer.Activation clip) {
    return clip.function() == Layer.Function.CLIP && clip.b() - clip.a() < 1 << 16
        ? Integer.SIZE - Integer.numberOfLeadingZeros((int) (clip.b() - clip.a()))
        : NumberFormat.FP32.bits();
  }
}
