package org.greensweep.hardware;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.greensweep.network.Network;
import org.greensweep.network.Node;
import org.greensweep.network.PrecisionPlan;

/**
 * The steps of a network: its problems, each with the steps whose outputs it reads. Nodes that cost
 * nothing pass on what they read.
 */
public final class NetworkSteps {
  private NetworkSteps() {}

  /** The steps of {@code batch} images at once; arguments as of {@link Problems#of}. */
  public static List<NetworkStep> of(Network network, PrecisionPlan plan, int batch, Zeros zeros) {
    List<NodeProblem> problems = Problems.of(network, plan, batch, zeros);
    Map<Integer, Integer> stepOf = new HashMap<>();
    for (int step = 0; step < problems.size(); step++) {
      stepOf.put(problems.get(step).node(), step);
    }
    List<Map<Integer, Double>> words = wordsByStep(network, stepOf);
    boolean[] read = new boolean[network.nodes().size()];
    network.nodes().forEach(node -> node.inputs().forEach(input -> read[input] = true));
    boolean[] visible = new boolean[problems.size()];
    for (int node = 0; node < read.length; node++) {
      if (!read[node] || network.outputs().contains(node)) {
        words.get(node).keySet().forEach(step -> visible[step] = true);
      }
    }
    List<NetworkStep> steps = new ArrayList<>();
    for (int step = 0; step < problems.size(); step++) {
      Node node = network.nodes().get(problems.get(step).node());
      steps.add(
          new NetworkStep(
              node.name(),
              problems.get(step).problem(),
              reads(network, node, words),
              node.layer().weightCount() == 0,
              visible[step]));
    }
    return List.copyOf(steps);
  }

  /** By node, how many words of its output come from which step. */
  private static List<Map<Integer, Double>> wordsByStep(
      Network network, Map<Integer, Integer> stepOf) {
    List<Map<Integer, Double>> words = new ArrayList<>();
    for (int node = 0; node < network.nodes().size(); node++) {
      Map<Integer, Double> sources = new TreeMap<>();
      Integer step = stepOf.get(node);
      if (step != null) {
        sources.put(step, (double) network.nodes().get(node).output().elements());
      } else {
        for (int input : network.nodes().get(node).inputs()) {
          words.get(input).forEach((source, amount) -> sources.merge(source, amount, Double::sum));
        }
      }
      words.add(sources);
    }
    return words;
  }

  private static List<NetworkStep.Read> reads(
      Network network, Node node, List<Map<Integer, Double>> words) {
    double all = 0;
    Map<Integer, Double> sources = new TreeMap<>();
    for (int input : node.inputs()) {
      all += network.nodes().get(input).output().elements();
      words.get(input).forEach((source, amount) -> sources.merge(source, amount, Double::sum));
    }
    List<NetworkStep.Read> reads = new ArrayList<>();
    for (Map.Entry<Integer, Double> source : sources.entrySet()) {
      reads.add(new NetworkStep.Read(source.getKey(), Math.min(1, source.getValue() / all)));
    }
    return reads;
  }
}
