package org.greensweep.inference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.greensweep.inference.Compiler.Made;
import org.greensweep.inference.Layout.Order;
import org.greensweep.inference.Slot.Storage;
import org.greensweep.network.Network;
import org.greensweep.network.Node;
import org.greensweep.network.PerPatch;
import org.greensweep.network.PrecisionPlan;
import org.greensweep.network.Shape;
import org.greensweep.network.parameters.Model;
import org.greensweep.network.quantization.ActivationRanges;

/**
 * Runs of layers per patch: what lies between the patches and the first layer that joins them is a
 * network of one patch, compiled like any other, with its weights packed once; its steps run for
 * one patch after the other in the same memory.
 */
final class PatchPrograms {
  private final Compiler compiler;
  private final int threads;

  PatchPrograms(Compiler compiler, int threads) {
    this.compiler = compiler;
    this.threads = threads;
  }

  /** The steps of all layers per patch up to node {@code exit}. */
  Made add(int exit) {
    List<Integer> nodes = nodesUpTo(exit);
    Node last = compiler.node(exit);
    PerPatch each = (PerPatch) last.layer();
    Slot from = compiler.floatsOf(nodes.get(0), Order.ROW_MAJOR);
    Slot to = new Slot(Storage.FLOATS, compiler.elements(exit));
    Program program = program(each, nodes);
    List<Slot> values = new ArrayList<>();
    for (int i = 0; i < each.patches(); i++) {
      values.add(program.inputs().get(0));
      values.addAll(program.values());
      values.add(to);
    }
    Shape patch = each.ofOne(compiler.node(nodes.get(0)).output());
    compiler
        .memory()
        .addAll(List.of(from), List.of(to), values, () -> steps(program, nodes, patch, from, to));
    return new Made(to, null);
  }

  /** The node that gives the patches, then those that work on each, in order. */
  private List<Integer> nodesUpTo(int exit) {
    List<Integer> nodes = new ArrayList<>();
    int node = exit;
    while (compiler.node(node).layer() instanceof PerPatch) {
      nodes.add(node);
      if (compiler.node(node).inputs().size() != 1) {
        throw new IllegalStateException(
            "layer " + compiler.node(node).name() + ": layers per patch run in a chain only");
      }
      node = compiler.inputOf(node);
    }
    nodes.add(node);
    Collections.reverse(nodes);
    return nodes;
  }

  private Program program(PerPatch each, List<Integer> nodes) {
    Network.Builder net =
        Network.builder(
            compiler.network().name(), each.ofOne(compiler.node(nodes.get(0)).output()));
    for (int node : nodes.subList(1, nodes.size())) {
      net.then(compiler.node(node).name(), compiler.node(node).layer().single());
    }
    Model model =
        new Model(net.build(), (node, role) -> compiler.parameters(nodes.get(node), role));
    PrecisionPlan whole = compiler.plan();
    PrecisionPlan plan =
        new PrecisionPlan(
            whole.name(), nodes.stream().map(whole::of).toList(), whole.calibration());
    ActivationRanges ranges = compiler.ranges();
    return new Compiler(
            model,
            plan,
            threads,
            compiler.kernels(),
            ranges == null ? null : (node, format) -> ranges.of(nodes.get(node), format),
            compiler.storesAll())
        .compile();
  }

  private static List<Step> steps(
      Program program, List<Integer> nodes, Shape patch, Slot from, Slot to) {
    List<Step> own =
        program.steps().stream()
            .map(step -> new Step(nodes.get(step.node()), step.tiles(), step.tile()))
            .toList();
    float[] patches = from.floats();
    float[] results = to.floats();
    float[] input = program.inputs().get(0).floats();
    Slot result = program.outputs().get(0);
    float[] output = result.floats();
    int read = Math.toIntExact(patch.elements());
    int written = result.length();
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < to.length() / written; i++) {
      int index = i;
      steps.add(
          new Step(
              nodes.get(0),
              1,
              (tile, scratch) -> Layout.toChannelsLast(patch, patches, index * read, input)));
      steps.addAll(own);
      steps.add(
          new Step(
              nodes.get(nodes.size() - 1),
              1,
              (tile, scratch) -> System.arraycopy(output, 0, results, index * written, written)));
    }
    return steps;
  }
}
