package org.greensweep.network.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.greensweep.network.Layer;
import org.greensweep.network.Network;
import org.greensweep.network.Node;
import org.greensweep.network.UserError;
import org.greensweep.network.onnx.OnnxModel.Port;
import org.greensweep.network.parameters.Role;

/** Maps one graph: initializers, inputs, operators in order, then only what the outputs need. */
final class GraphReader {
  private final String name;
  private final GraphProto graph;
  private final int opset;
  private final TensorReader tensors;
  private final InputDimensions dimensions;
  private final GraphBuilder builder = new GraphBuilder();
  private final Map<String, List<String>> unsupported = new LinkedHashMap<>();

  GraphReader(
      String name, GraphProto graph, int opset, TensorReader tensors, InputDimensions dimensions) {
    this.name = name;
    this.graph = graph;
    this.opset = opset;
    this.tensors = tensors;
    this.dimensions = dimensions;
  }

  OnnxModel read() {
    Set<String> given = initializers();
    GraphInputs inputs = new GraphInputs(dimensions);
    List<Port> ports = inputs.of(graph, given);
    for (Port port : ports) {
      if (!given.add(port.name())) {
        throw new UserError("value '" + port.name() + "' is given twice");
      }
      builder.addInput(port.name(), ElementType.valueOf(port.type()), port.dims());
    }
    if (graph.getOutputCount() == 0) {
      throw new UserError("the graph has no outputs");
    }
    Map<String, Operator> operators = Operators.all(tensors);
    for (NodeProto node : new GraphOrder(graph, given).nodes()) {
      try {
        map(node, operators);
      } catch (UserError e) {
        throw inputs.fixedBatch() == 1
            ? e
            : new UserError(
                "%s (the file fixes a batch of %d, which was set to 1)"
                    .formatted(e.getMessage(), inputs.fixedBatch()),
                e);
      }
    }
    return unsupported.isEmpty() ? whole(ports) : part(ports);
  }

  private Set<String> initializers() {
    Set<String> given = new HashSet<>();
    if (graph.getSparseInitializerCount() > 0) {
      throw new UserError("sparse initializers are not supported; store them dense");
    }
    for (TensorProto tensor : graph.getInitializerList()) {
      if (!given.add(tensor.getName())) {
        throw new UserError("initializer '" + tensor.getName() + "' is given twice");
      }
      builder.define(tensor.getName(), Value.of(tensor.getName(), tensors.read(tensor, true)));
    }
    return given;
  }

  private void map(NodeProto proto, Map<String, Operator> operators) {
    OnnxNode node = new OnnxNode(proto, opset);
    boolean known =
        node.inputs().stream().allMatch(input -> input.isEmpty() || builder.knows(input));
    if (!known) {
      // It reads what an operator that is not supported makes.
      return;
    }
    boolean standard = OnnxReader.isStandard(proto.getDomain());
    Operator operator = standard ? operators.get(node.type()) : null;
    if (operator == null) {
      miss(node, standard ? node.type() : proto.getDomain() + "." + node.type());
      return;
    }
    builder.enter(node);
    try {
      operator.map(node, builder);
    } catch (UnsupportedException e) {
      miss(node, node.type() + " " + e.getMessage());
    } catch (UserError e) {
      throw new UserError(
          "node '%s' (%s): %s".formatted(node.name(), node.type(), e.getMessage()), e);
    } catch (ArithmeticException e) {
      throw new UserError(
          "node '%s' (%s): its sizes exceed 2^31".formatted(node.name(), node.type()), e);
    }
  }

  private void miss(OnnxNode node, String operator) {
    unsupported.computeIfAbsent(operator, key -> new ArrayList<>()).add(node.name());
  }

  private OnnxModel whole(List<Port> inputs) {
    List<Port> outputs = new ArrayList<>();
    List<Integer> nodes = new ArrayList<>();
    for (ValueInfoProto output : graph.getOutputList()) {
      Value value = builder.value(output.getName());
      nodes.add(builder.node(value));
      outputs.add(new Port(output.getName(), value.dims(), value.type().name()));
    }
    return model(inputs, outputs, nodes);
  }

  /** What is known of a graph that is not supported as a whole. */
  private OnnxModel part(List<Port> inputs) {
    boolean[] read = new boolean[builder.nodes().size()];
    builder.nodes().forEach(node -> node.inputs().forEach(input -> read[input] = true));
    List<Integer> ends = new ArrayList<>();
    for (int node = 0; node < read.length; node++) {
      if (!read[node]) {
        ends.add(node);
      }
    }
    return model(inputs, List.of(), ends);
  }

  /** Leaves out what no output needs, such as a sign that a binary layer made anew. */
  private OnnxModel model(List<Port> inputs, List<Port> outputs, List<Integer> ends) {
    List<Node> nodes = builder.nodes();
    boolean[] needed = new boolean[nodes.size()];
    ends.forEach(end -> needed[end] = true);
    for (int node = nodes.size() - 1; node >= 0; node--) {
      needed[node] |= nodes.get(node).layer() instanceof Layer.Input;
      if (needed[node]) {
        nodes.get(node).inputs().forEach(input -> needed[input] = true);
      }
    }
    int[] places = new int[nodes.size()];
    Arrays.fill(places, -1);
    List<Node> kept = new ArrayList<>();
    List<Map<Role, ConstantTensor>> parameters = new ArrayList<>();
    for (int node = 0; node < places.length; node++) {
      if (needed[node]) {
        places[node] = kept.size();
        Node old = nodes.get(node);
        kept.add(
            new Node(
                old.name(),
                old.layer(),
                old.inputs().stream().map(input -> places[input]).toList(),
                old.output()));
        parameters.add(builder.parameters(node));
      }
    }
    Network network = new Network(name, kept, ends.stream().map(end -> places[end]).toList());
    return new OnnxModel(
        network,
        new FileParameters(network, parameters),
        inputs,
        outputs,
        unsupported.entrySet().stream()
            .map(entry -> new UnsupportedOperator(entry.getKey(), entry.getValue()))
            .toList());
  }
}
