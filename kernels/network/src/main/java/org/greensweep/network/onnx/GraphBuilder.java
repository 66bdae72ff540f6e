package org.greensweep.network.onnx;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.greensweep.network.Constant;
import org.greensweep.network.Elementwise;
import org.greensweep.network.Layer;
import org.greensweep.network.Node;
import org.greensweep.network.Rearrange;
import org.greensweep.network.Reshape;
import org.greensweep.network.Shape;
import org.greensweep.network.UserError;
import org.greensweep.network.parameters.Role;
import org.greensweep.network.tensor.TensorKernel;
import org.greensweep.network.tensor.TensorKernels;
import org.greensweep.network.tensor.Values;
import org.jspecify.annotations.Nullable;

/**
 * The network while a file's operators are mapped one after the other: what each name stands for,
 * and the layers so far. An operator whose inputs are all constants becomes a constant.
 */
final class GraphBuilder {
  private final List<Node> nodes = new ArrayList<>();
  private final List<Map<Role, ConstantTensor>> parameters = new ArrayList<>();
  private final Map<String, Value> values = new HashMap<>();
  private final Map<ConstantTensor, Integer> constants = new IdentityHashMap<>();
  private final Set<String> names = new HashSet<>();
  private String place = "";

  List<Node> nodes() {
    return nodes;
  }

  /** The parameters of a node by role. */
  Map<Role, ConstantTensor> parameters(int node) {
    return parameters.get(node);
  }

  /** Names what is added from here on after {@code node}. */
  void enter(OnnxNode node) {
    place = node.name();
  }

  void define(String name, Value value) {
    values.put(name, value);
  }

  boolean knows(String name) {
    return values.containsKey(name);
  }

  Value value(String name) {
    Value value = values.get(name);
    if (value == null) {
      throw new UserError("input '" + name + "' is missing");
    }
    return value;
  }

  Value input(OnnxNode node, int index) {
    if (!node.hasInput(index)) {
      throw new UserError("input " + index + " is missing");
    }
    return value(node.input(index));
  }

  @Nullable Value optional(OnnxNode node, int index) {
    return node.hasInput(index) ? value(node.input(index)) : null;
  }

  /** An input that must be known before anything runs. */
  ConstantTensor constant(OnnxNode node, int index) {
    return constant(input(node, index));
  }

  static ConstantTensor constant(Value value) {
    if (value.constant() == null) {
      throw new UserError(
          "input '" + value.name() + "' is computed while the network runs; it must be a constant");
    }
    return value.constant();
  }

  @Nullable ConstantTensor optionalConstant(OnnxNode node, int index) {
    return node.hasInput(index) ? constant(node, index) : null;
  }

  /** An input of the network. */
  void addInput(String name, ElementType type, List<Integer> dims) {
    place = name;
    Shape shape = Dims.shape(dims).withoutBatch();
    values.put(name, append(new Layer.Input(shape), List.of(), Map.of(), type, dims));
  }

  /** A layer without parameters; a constant where all it reads are. */
  Value add(Layer layer, List<Value> inputs, ElementType type, List<Integer> dims) {
    Dims.elements(dims);
    boolean known = inputs.stream().allMatch(Value::isConstant);
    return known && TensorKernels.has(layer)
        ? folded(layer, inputs, type, dims)
        : add(layer, inputs, Map.of(), type, dims);
  }

  /** A layer with parameters. */
  Value add(
      Layer layer,
      List<Value> inputs,
      Map<Role, ConstantTensor> roles,
      ElementType type,
      List<Integer> dims) {
    return append(layer, inputs.stream().map(this::node).toList(), roles, type, dims);
  }

  private Value append(
      Layer layer,
      List<Integer> inputs,
      Map<Role, ConstantTensor> roles,
      ElementType type,
      List<Integer> dims) {
    Shape output = layer.output(inputs.stream().map(input -> nodes.get(input).output()).toList());
    if (!output.equals(Dims.shape(dims).withoutBatch())) {
      throw new IllegalStateException(layer + " makes " + output + " where " + dims + " is due");
    }
    String name = place;
    for (int number = 2; !names.add(name); number++) {
      name = place + "#" + number;
    }
    nodes.add(new Node(name, layer, inputs, output));
    parameters.add(roles.isEmpty() ? Map.of() : new EnumMap<>(roles));
    return new Value(name, type, dims, null, nodes.size() - 1);
  }

  /** The node that makes {@code value}; a constant becomes one. */
  int node(Value value) {
    ConstantTensor constant = value.constant();
    if (constant == null) {
      return value.node();
    }
    Integer present = constants.get(constant);
    if (present != null) {
      return present;
    }
    String reader = place;
    place = value.name();
    Layer layer = new Constant(Dims.shape(value.dims()), constant.stored());
    int added =
        append(layer, List.of(), Map.of(Role.VALUES, constant), value.type(), value.dims()).node();
    place = reader;
    constants.put(constant, added);
    return added;
  }

  private Value folded(Layer layer, List<Value> inputs, ElementType type, List<Integer> dims) {
    Shape output = layer.output(inputs.stream().map(in -> Dims.shape(in.dims())).toList());
    if (output.elements() != Dims.elements(dims)) {
      throw new IllegalStateException(layer + " makes " + output + " where " + dims + " is due");
    }
    List<ConstantTensor> sources = inputs.stream().map(GraphBuilder::constant).toList();
    long cost = output.elements() + layer.multiplyAccumulates(output);
    boolean stored = false;
    for (ConstantTensor source : sources) {
      cost += source.elements() + source.cost();
      stored |= source.stored();
    }
    if (cost < 0 || cost > ConstantTensor.LIMIT) {
      throw new UserError(
          "a constant of %s takes %,d operations; at most %,d are spent on one"
              .formatted(dims, cost, ConstantTensor.LIMIT));
    }
    Shape first = Dims.shape(sources.get(0).dims());
    return Value.of(
        place,
        new ConstantTensor(
            type,
            dims,
            stored && type.isReal(),
            cost,
            () -> {
              TensorKernel kernel = TensorKernels.of(layer, first).orElseThrow();
              Values result = TensorReader.allocate(type, Dims.elements(dims));
              kernel.run(
                  sources.stream().map(ConstantTensor::values).toArray(Values[]::new), result);
              return result;
            }));
  }

  /** The value that a node makes. */
  Value made(int node, ElementType type, List<Integer> dims) {
    return new Value(nodes.get(node).name(), type, dims, null, node);
  }

  /** The shape of one image of a value. */
  Shape shape(Value value) {
    return nodes.get(node(value)).output();
  }

  /** The same elements under other dimensions. */
  Value reshape(Value value, List<Integer> dims) {
    if (value.dims().equals(dims)) {
      return value;
    }
    if (Dims.elements(dims) != Dims.elements(value.dims())) {
      throw new UserError(
          "%s has %d elements, which %s has not"
              .formatted(value.dims(), Dims.elements(value.dims()), dims));
    }
    ConstantTensor constant = value.constant();
    if (constant != null) {
      // No copy: a reshaped weight is the weight.
      return Value.of(
          value.name(),
          new ConstantTensor(
              value.type(), dims, constant.stored(), constant.cost(), constant::values));
    }
    return add(new Reshape(Dims.shape(dims)), List.of(value), value.type(), dims);
  }

  /** The same values under another type. */
  Value retyped(Value value, ElementType type) {
    ConstantTensor constant = value.constant();
    return constant == null
        ? new Value(value.name(), type, value.dims(), null, value.node())
        : Value.of(
            value.name(),
            new ConstantTensor(
                type,
                value.dims(),
                constant.stored() && type.isReal(),
                constant.cost(),
                constant::values));
  }

  Value elementwise(Elementwise.Operation operation, List<Value> operands, ElementType type) {
    Elementwise layer =
        new Elementwise(operation, operands.stream().map(v -> Dims.shape(v.dims())).toList());
    return add(layer, operands, type, layer.result().extents());
  }

  Value activation(Layer.Function function, double a, double b, Value input, ElementType type) {
    return add(new Layer.Activation(function, a, b), List.of(input), type, input.dims());
  }

  Value transpose(Value value, List<Integer> permutation) {
    Rearrange layer = Rearrange.transpose(Dims.shape(value.dims()), permutation);
    return add(layer, List.of(value), value.type(), layer.result().extents());
  }

  /** A constant of one value. */
  Value scalar(double value, ElementType type) {
    return Value.of(
        place + ".constant",
        new ConstantTensor(type, List.of(), false, 1, () -> Values.of(new double[] {value})));
  }
}
