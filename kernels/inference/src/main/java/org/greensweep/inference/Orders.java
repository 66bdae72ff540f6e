package org.greensweep.inference;

import java.util.List;
import java.util.function.BiFunction;
import org.greensweep.inference.Layout.Order;
import org.greensweep.network.Constant;
import org.greensweep.network.Flatten;
import org.greensweep.network.Layer;
import org.greensweep.network.Network;
import org.greensweep.network.Node;
import org.greensweep.network.Shape;
import org.greensweep.network.Softmax;
import org.greensweep.network.tensor.TensorKernels;
import org.jspecify.annotations.Nullable;

/**
 * The order in which each node's value is made: layers of feature maps make maps with channels
 * innermost, general tensor operators and dense layers keep rows, and functions of single elements
 * keep what they are given.
 */
final class Orders {
  private final Network network;
  private final Order[] orders;

  Orders(Network network, List<@Nullable Fusion> fusions) {
    this.network = network;
    orders = new Order[network.nodes().size()];
    for (int node = 0; node < orders.length; node++) {
      Fusion fusion = fusions.get(node);
      // A node that a later one takes in follows the root too, which its reader asks for.
      orders[node] = fusion == null ? made(node) : made(fusion.root());
    }
  }

  /** The order of {@code node}; rows where both orders are the same. */
  Order of(int node) {
    return orders[node];
  }

  /** A key for the value of {@code node} in {@code order}, one where both orders are the same. */
  <T> T key(int node, Order order, BiFunction<Integer, Order, T> key) {
    return key.apply(node, isSame(network.nodes().get(node).output()) ? orders[node] : order);
  }

  private Order made(int index) {
    Node node = network.nodes().get(index);
    Layer layer = node.layer();
    if (isSame(node.output())) {
      return Order.ROW_MAJOR;
    }
    if (keepsOrder(layer)) {
      int input = node.inputs().get(0);
      return isSame(network.nodes().get(input).output()) ? Order.ROW_MAJOR : orders[input];
    }
    boolean rows =
        layer instanceof Layer.Dense
            || layer instanceof Constant
            || layer instanceof Flatten
            || isTensorOperator(node, network);
    return rows ? Order.ROW_MAJOR : Order.CHANNELS_LAST;
  }

  /** Whether a layer's kernel is one of the general tensor operators. */
  static boolean isTensorOperator(Node node, Network network) {
    return !node.inputs().isEmpty()
        && !(node.layer() instanceof Layer.Activation)
        && !isVectorSoftmax(node.layer())
        && TensorKernels.has(node.layer());
  }

  /** The classifier's softmax, which has a kernel of its own. */
  private static boolean isVectorSoftmax(Layer layer) {
    return layer instanceof Softmax softmax
        && !softmax.logarithm()
        && softmax.source().extents().get(1) == softmax.source().elements();
  }

  private static boolean keepsOrder(Layer layer) {
    return layer instanceof Layer.Activation || layer instanceof Layer.Add;
  }

  private static boolean isSame(Shape shape) {
    return shape.rank() != 3 || shape.channels() == 1 || (long) shape.height() * shape.width() == 1;
  }
}
