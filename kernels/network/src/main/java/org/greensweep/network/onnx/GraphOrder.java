package org.greensweep.network.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.greensweep.network.UserError;

/** The nodes that a graph's outputs need, each after those it reads, else in the file's order. */
final class GraphOrder {
  private final GraphProto graph;
  private final Set<String> given;
  private final Map<String, Integer> makers = new HashMap<>();

  /**
   * @param given names of inputs and initializers
   */
  GraphOrder(GraphProto graph, Set<String> given) {
    this.graph = graph;
    this.given = given;
  }

  List<NodeProto> nodes() {
    for (int node = 0; node < graph.getNodeCount(); node++) {
      for (String output : graph.getNode(node).getOutputList()) {
        if (!output.isEmpty()
            && (given.contains(output) || makers.putIfAbsent(output, node) != null)) {
          throw new UserError("value '" + output + "' is made twice");
        }
      }
    }
    return sorted(needed());
  }

  private boolean[] needed() {
    boolean[] needed = new boolean[graph.getNodeCount()];
    Deque<Integer> open = new ArrayDeque<>();
    for (ValueInfoProto output : graph.getOutputList()) {
      reach(output.getName(), "the graph's outputs", needed, open);
    }
    while (!open.isEmpty()) {
      NodeProto node = graph.getNode(open.pop());
      for (String input : node.getInputList()) {
        reach(input, "node '" + node.getName() + "' (" + node.getOpType() + ")", needed, open);
      }
    }
    return needed;
  }

  private void reach(String name, String reader, boolean[] needed, Deque<Integer> open) {
    Integer maker = makers.get(name);
    if (maker == null) {
      if (!name.isEmpty() && !given.contains(name)) {
        throw new UserError(
            "%s: '%s' is neither an input nor an initializer nor made by a node; is an initializer missing?"
                .formatted(reader, name));
      }
    } else if (!needed[maker]) {
      needed[maker] = true;
      open.push(maker);
    }
  }

  private List<NodeProto> sorted(boolean[] needed) {
    int[] waitsFor = new int[needed.length];
    Map<Integer, List<Integer>> readers = new HashMap<>();
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    int count = 0;
    for (int node = 0; node < needed.length; node++) {
      if (needed[node]) {
        count++;
        for (String input : graph.getNode(node).getInputList()) {
          Integer maker = makers.get(input);
          if (maker != null) {
            waitsFor[node]++;
            readers.computeIfAbsent(maker, key -> new ArrayList<>()).add(node);
          }
        }
        if (waitsFor[node] == 0) {
          ready.add(node);
        }
      }
    }
    List<NodeProto> sorted = new ArrayList<>();
    while (!ready.isEmpty()) {
      int node = ready.poll();
      sorted.add(graph.getNode(node));
      for (int reader : readers.getOrDefault(node, List.of())) {
        if (--waitsFor[reader] == 0) {
          ready.add(reader);
        }
      }
    }
    if (sorted.size() < count) {
      throw new UserError(
          "the graph has a cycle: %d nodes wait for each other".formatted(count - sorted.size()));
    }
    return sorted;
  }
}
