package org.greensweep.network;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A network at one input size: nodes in an order in which every node follows what it reads, so that
 * the graph has no cycle, with every shape inferred.
 *
 * @param outputs the nodes whose values are the network's outputs, in order
 */
public record Network(String name, List<Node> nodes, List<Integer> outputs)
    implements Serializable {
  public Network {
    nodes = List.copyOf(nodes);
    outputs = List.copyOf(outputs);
    if (nodes.isEmpty()) {
      throw new UserError("Network " + name + " has no layers");
    }
    Set<String> names = new HashSet<>();
    for (int index = 0; index < nodes.size(); index++) {
      Node node = nodes.get(index);
      if (!names.add(node.name())) {
        throw new UserError(
            "Network " + name + ": two layers are named " + node.name() + "; rename one");
      }
      for (int input : node.inputs()) {
        if (input < 0 || input >= index) {
          throw new UserError(
              "Network %s: layer %s reads node %d, which does not come before it (node %d): the graph has a cycle"
                  .formatted(name, node.name(), input, index));
        }
      }
    }
    for (int output : outputs) {
      if (output < 0 || output >= nodes.size()) {
        throw new UserError(
            "Network %s: output %d is none of its %d layers".formatted(name, output, nodes.size()));
      }
    }
  }

  /** A network whose only output is its last node. */
  public Network(String name, List<Node> nodes) {
    this(name, nodes, List.of(Math.max(0, nodes.size() - 1)));
  }

  /** The nodes that are given from outside, in order. */
  public List<Integer> inputs() {
    return IntStream.range(0, nodes.size())
        .filter(node -> nodes.get(node).layer() instanceof Layer.Input)
        .boxed()
        .toList();
  }

  /** Shape of the only input; a {@link UserError} where there are several. */
  public Shape input() {
    List<Integer> inputs = inputs();
    if (inputs.size() != 1) {
      throw new UserError("Network " + name + " has " + inputs.size() + " inputs, not one");
    }
    return nodes.get(inputs.get(0)).output();
  }

  /** The only output; a {@link UserError} where there are several. */
  public Node output() {
    if (outputs.size() != 1) {
      throw new UserError("Network " + name + " has " + outputs.size() + " outputs, not one");
    }
    return nodes.get(outputs.get(0));
  }

  public List<Shape> inputShapes(Node node) {
    return node.inputs().stream().map(index -> nodes.get(index).output()).toList();
  }

  /** Trainable values. */
  public long parameters() {
    return nodes.stream().mapToLong(node -> node.layer().parameters()).reduce(0, Math::addExact);
  }

  /** Multiply-accumulates of one inference, real and binary together. */
  public long multiplyAccumulates() {
    return nodes.stream().mapToLong(Node::multiplyAccumulates).reduce(0, Math::addExact);
  }

  /** Multiply-accumulates of layers whose weights are -1 or +1 by architecture. */
  public long binaryMultiplyAccumulates() {
    return nodes.stream()
        .filter(node -> node.layer().weightKind() == Layer.WeightKind.BINARY)
        .mapToLong(Node::multiplyAccumulates)
        .reduce(0, Math::addExact);
  }

  /**
   * Indices of the nodes that read {@code node}, in order; a node that reads it twice counts once.
   */
  public List<Integer> readers(int node) {
    return IntStream.range(node + 1, nodes.size())
        .filter(reader -> nodes.get(reader).inputs().contains(node))
        .boxed()
        .toList();
  }

  /** SHA-256 of the graph: equal for equal layers, connections and shapes, whatever the names. */
  public String contentHash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Node node : nodes) {
        digest.update(
            (node.layer() + "|" + node.inputs() + "|" + node.output() + "\n")
                .getBytes(StandardCharsets.UTF_8));
      }
      digest.update(outputs.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** A network that is to have one input of this shape, called {@code input}. */
  public static Builder builder(String name, Shape input) {
    Builder builder = new Builder(name);
    builder.add("input", new Layer.Input(input));
    return builder;
  }

  /** A network without nodes yet. */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /**
   * Adds nodes in order and infers each shape at once; every error names the network and the layer.
   */
  public static final class Builder {
    private final String name;
    private final List<Node> nodes = new ArrayList<>();

    private Builder(String name) {
      this.name = name;
    }

    /** Appends a layer that reads {@code inputs}; returns its index. */
    public int add(String node, Layer layer, int... inputs) {
      List<Integer> indices = new ArrayList<>();
      List<Shape> shapes = new ArrayList<>();
      for (int input : inputs) {
        if (input < 0 || input >= nodes.size()) {
          throw new UserError(
              "Network %s, layer %s: reads node %d, but only 0 to %d come before it"
                  .formatted(name, node, input, nodes.size() - 1));
        }
        indices.add(input);
        shapes.add(nodes.get(input).output());
      }
      Shape output;
      try {
        output = layer.output(shapes);
      } catch (UserError e) {
        throw new UserError("Network " + name + ", layer " + node + ": " + e.getMessage(), e);
      }
      nodes.add(new Node(node, layer, indices, output));
      return nodes.size() - 1;
    }

    /** Appends a layer that reads the node added last; returns its index. */
    public int then(String node, Layer layer) {
      return add(node, layer, last());
    }

    /** Index of the node added last. */
    public int last() {
      return nodes.size() - 1;
    }

    public Shape shape(int index) {
      return nodes.get(index).output();
    }

    /** The network whose only output is the node added last. */
    public Network build() {
      return new Network(name, nodes);
    }

    /** The network with these nodes as outputs. */
    public Network build(List<Integer> outputs) {
      return new Network(name, nodes, outputs);
    }
  }
}
