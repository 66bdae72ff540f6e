package org.greensweep.network;

/** A network as a picture: text in Graphviz's DOT language. */
public final class DotGraph {
  private DotGraph() {}

  /**
   * One box a layer (name, operator, output shape), one arrow a map, binary layers filled; draw it
   * with {@code dot -Tsvg}.
   */
  public static String of(Network network) {
    StringBuilder dot = new StringBuilder();
    dot.append("digraph ").append(quoted(network.name())).append(" {\n");
    dot.append("  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n");
    for (int index = 0; index < network.nodes().size(); index++) {
      Node node = network.nodes().get(index);
      String label = node.name() + "\n" + NetworkProfile.type(node.layer()) + "\n" + node.output();
      dot.append("  n").append(index).append(" [label=").append(quoted(label));
      if (node.layer().weightKind() == Layer.WeightKind.BINARY) {
        dot.append(", style=\"rounded,filled\", fillcolor=\"lightgrey\"");
      }
      dot.append("];\n");
      for (int input : node.inputs()) {
        dot.append("  n").append(input).append(" -> n").append(index).append(";\n");
      }
    }
    return dot.append("}\n").toString();
  }

  private static String quoted(String text) {
    String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return '"' + escaped + '"';
  }
}
