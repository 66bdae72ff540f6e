package org.greensweep.network.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.greensweep.network.AttentionSum;
import org.greensweep.network.AttentionWeights;
import org.greensweep.network.Layer;
import org.greensweep.network.Network;
import org.greensweep.network.Node;
import org.greensweep.network.PatchSelection;
import org.greensweep.network.PerPatch;
import org.greensweep.network.PrecisionPlan;
import org.greensweep.network.Shape;
import org.greensweep.network.parameters.Model;
import org.greensweep.network.parameters.Role;
import org.greensweep.network.quantization.ActivationRanges;

/**
 * Writes a model under a precision plan as ONNX (operator set 21) for batches of one image, so that
 * it computes what our executor does.
 *
 * <ul>
 *   <li>fp32 layers are written plainly, batch normalizations as themselves.
 *   <li>fp16 and bf16 layers have weights of that type; casts round their inputs.
 *   <li>Integer layers have QuantizeLinear and DequantizeLinear before their inputs (per tensor,
 *       asymmetric) and DequantizeLinear behind their weights (per output channel, symmetric);
 *       formats narrower than four bits are held in int8, clipped to their levels.
 *   <li>1-bit layers have Sign, Pad where the padding is not 0, and Conv over -1 and +1. ONNX's
 *       sign of 0 is 0, ours +1: it is written {@code Sign(Sign(x) + 0.5)}, which is exact.
 *   <li>Attention, window shifts, token embeddings and the choice of patches are primitive
 *       operators; patches are the batch of the layers that encode them.
 * </ul>
 *
 * <p>Batch normalizations behind a layer that is not fp32 are folded into it, as in our executor.
 */
public final class OnnxWriter {
  private static final int OPERATOR_SET = 21;
  private static final int IR_VERSION = 10;
  private static final String PRODUCER = "greensweep";

  private final Model model;
  private final Network network;
  private final OnnxWriterGraph graph;

  /** The name of each node's value, once it is written. */
  private final Map<Integer, String> values = new HashMap<>();

  private final OnnxWriterProducts products;
  private final OnnxWriterMaps maps;
  private final OnnxWriterAttention attention;

  private OnnxWriter(Model model, PrecisionPlan plan, ActivationRanges ranges) {
    this.model = model;
    this.network = model.network();
    this.graph = new OnnxWriterGraph(network.name());
    this.products = new OnnxWriterProducts(this, plan, ranges);
    this.maps = new OnnxWriterMaps(this);
    this.attention = new OnnxWriterAttention(this);
  }

  /**
   * Writes the model as an ONNX file of less than 2 GiB.
   *
   * @param ranges how activations of integer layers are held; asked for no other
   */
  public static void write(
      Model model, PrecisionPlan plan, ActivationRanges ranges, OutputStream file)
      throws IOException {
    new OnnxWriter(model, plan, ranges).written(plan.name()).writeTo(file);
  }

  private ModelProto written(String precision) {
    for (int index = 0; index < network.nodes().size(); index++) {
      Node node = network.nodes().get(index);
      if (node.layer() instanceof Layer.Input) {
        values.put(index, graph.fresh(node.name()));
        graph.input(value(index), extents(node.output()));
      } else if (!products.isFolded(index)) {
        write(index, single(node));
      }
    }
    for (int output : network.outputs()) {
      graph.output(value(output), extents(network.nodes().get(output).output()));
    }
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName(PRODUCER)
        .setDocString(network.name() + " at " + precision)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATOR_SET))
        .setGraph(graph.build())
        .build();
  }

  /** A layer per patch as it works on one of them: their number is the batch. */
  private static Node single(Node node) {
    return node.layer() instanceof PerPatch each
        ? new Node(node.name(), each.layer(), node.inputs(), each.ofOne(node.output()))
        : node;
  }

  private void write(int index, Node node) {
    Layer layer = node.layer();
    if (layer instanceof Layer.Convolution || layer instanceof Layer.Dense) {
      products.write(index, node);
    } else if (layer instanceof AttentionWeights weights) {
      attention.write(index, node, weights);
    } else if (layer instanceof AttentionSum sum) {
      attention.write(index, node, sum);
    } else {
      values.put(index, maps.write(index, node));
    }
  }

  /** The extents of a value with its batch of one. */
  static List<Long> extents(Shape shape) {
    List<Long> extents = new ArrayList<>(List.of(1L));
    shape.extents().forEach(extent -> extents.add((long) extent));
    return extents;
  }

  OnnxWriterGraph graph() {
    return graph;
  }

  Network network() {
    return network;
  }

  Model model() {
    return model;
  }

  float[] parameters(int node, Role role) {
    return model.parameters().values(node, role);
  }

  /** The name under which {@code node}'s value is found. */
  String value(int node) {
    String name = values.get(node);
    if (name == null) {
      throw new IllegalStateException("node " + node + " has no value");
    }
    return name;
  }

  void value(int node, String name) {
    values.put(node, name);
  }

  /** The value that a node reads first. */
  String input(Node node) {
    return value(node.inputs().get(0));
  }

  /** What a node reads first; of one patch where it reads patches. */
  Shape inputShape(Node node) {
    Node input = network.nodes().get(node.inputs().get(0));
    boolean patches = input.layer() instanceof PatchSelection || input.layer() instanceof PerPatch;
    List<Integer> extents = input.output().extents();
    return patches ? new Shape(extents.subList(1, extents.size())) : input.output();
  }
}
