package org.greensweep.network.onnx;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.greensweep.network.Layer;
import org.greensweep.network.Standardization;
import org.greensweep.network.UserError;
import org.greensweep.network.parameters.Role;
import org.jspecify.annotations.Nullable;

/** Normalizations with stored statistics and with those of their input. */
final class NormalizationOperators {
  private static final float EPSILON = 1e-5f;

  private NormalizationOperators() {}

  static void register(Map<String, Operator> operators) {
    operators.put("BatchNormalization", NormalizationOperators::batch);
    operators.put("InstanceNormalization", NormalizationOperators::instance);
    operators.put("LayerNormalization", NormalizationOperators::layer);
    operators.put("GroupNormalization", NormalizationOperators::group);
  }

  private static ConstantTensor parameter(
      OnnxNode node, GraphBuilder graph, int index, int elements) {
    Value value = graph.input(node, index);
    if (value.constant() == null) {
      throw new UnsupportedException("with parameters that are computed while the network runs");
    }
    if (value.constant().elements() != elements || !value.type().isReal()) {
      throw new UserError(
          "input %d is %s %s; it must hold %d real values"
              .formatted(index, value.type(), value.dims(), elements));
    }
    return value.constant();
  }

  private static void batch(OnnxNode node, GraphBuilder graph) {
    if (node.flag("training_mode")) {
      throw new UnsupportedException("in training mode");
    }
    Value input = graph.input(node, 0);
    boolean vector = input.rank() == 2 && input.dim(0) == 1;
    Value map = vector ? input : Windows.map(input, graph);
    int channels = map.dim(1);
    Map<Role, ConstantTensor> roles = new EnumMap<>(Role.class);
    roles.put(Role.GAMMA, parameter(node, graph, 1, channels));
    roles.put(Role.BETA, parameter(node, graph, 2, channels));
    roles.put(Role.MEAN, parameter(node, graph, 3, channels));
    roles.put(Role.VARIANCE, parameter(node, graph, 4, channels));
    Value output =
        graph.add(
            new Layer.BatchNormalization(channels, node.real("epsilon", EPSILON)),
            List.of(map),
            roles,
            input.type(),
            map.dims());
    graph.define(node.output(), vector ? output : Windows.restore(output, input, graph));
  }

  private static void instance(OnnxNode node, GraphBuilder graph) {
    Value input = graph.input(node, 0);
    if (input.rank() < 3) {
      throw new UserError("takes batch x channels x ... but is given " + input.dims());
    }
    int inner = Dims.product(input.dims(), 2, input.rank());
    define(
        node,
        graph,
        input,
        new Standardization(
            Dims.shape(input.dims()),
            inner,
            input.dim(1),
            inner,
            node.real("epsilon", EPSILON),
            true,
            true),
        parameter(node, graph, 1, input.dim(1)),
        parameter(node, graph, 2, input.dim(1)));
  }

  private static void layer(OnnxNode node, GraphBuilder graph) {
    if (node.outputs().stream().skip(1).anyMatch(name -> !name.isEmpty())) {
      throw new UnsupportedException("with outputs Mean or InvStdDev");
    }
    Value input = graph.input(node, 0);
    int axis = Dims.axis(node.integer("axis", -1), input.rank());
    List<Integer> normalized = input.dims().subList(axis, input.rank());
    int size = Dims.elements(normalized);
    ConstantTensor gamma = spread(node, graph, 1, normalized);
    ConstantTensor beta = node.hasInput(2) ? spread(node, graph, 2, normalized) : null;
    define(
        node,
        graph,
        input,
        new Standardization(
            Dims.shape(input.dims()),
            size,
            size,
            1,
            node.real("epsilon", EPSILON),
            true,
            beta != null),
        gamma,
        beta);
  }

  /** A parameter repeated to the axes that are normalized. */
  private static ConstantTensor spread(
      OnnxNode node, GraphBuilder graph, int index, List<Integer> dims) {
    Value value = graph.input(node, index);
    if (value.constant() == null) {
      throw new UnsupportedException("with parameters that are computed while the network runs");
    }
    Value expanded = ShapeOperators.expanded(graph, value, dims);
    if (Dims.elements(expanded.dims()) != Dims.elements(dims)) {
      throw new UserError("input " + index + " is " + value.dims() + " for axes " + dims);
    }
    return GraphBuilder.constant(expanded);
  }

  private static void group(OnnxNode node, GraphBuilder graph) {
    Value input = graph.input(node, 0);
    int groups = node.smallInteger("num_groups", 0);
    if (input.rank() < 3 || groups < 1 || input.dim(1) % groups != 0) {
      throw new UserError(groups + " groups for " + input.dims());
    }
    int channels = input.dim(1);
    int inner = Dims.product(input.dims(), 2, input.rank());
    // Up to opset 20 a group has one scale.
    int given = node.opset() < 21 ? groups : channels;
    define(
        node,
        graph,
        input,
        new Standardization(
            Dims.shape(input.dims()),
            Math.multiplyExact(channels / groups, inner),
            given,
            Math.multiplyExact(channels / given, inner),
            node.real("epsilon", EPSILON),
            true,
            true),
        parameter(node, graph, 1, given),
        parameter(node, graph, 2, given));
  }

  private static void define(
      OnnxNode node,
      GraphBuilder graph,
      Value input,
      Standardization layer,
      ConstantTensor gamma,
      @Nullable ConstantTensor beta) {
    Map<Role, ConstantTensor> roles = new EnumMap<>(Role.class);
    roles.put(Role.GAMMA, gamma);
    if (beta != null) {
      roles.put(Role.BETA, beta);
    }
    graph.define(
        node.output(), graph.add(layer, List.of(input), roles, input.type(), input.dims()));
  }
}
