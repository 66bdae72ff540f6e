package org.greensweep.network.onnx;

import java.util.List;
import org.greensweep.network.L2Normalization;
import org.greensweep.network.Node;
import org.greensweep.network.PatchMean;
import org.greensweep.network.PatchSelection;
import org.greensweep.network.Shape;

/**
 * Attention sampling as primitive operators: patches are the batch of what encodes them. Each
 * method returns the name of its value.
 */
final class OnnxWriterPatches {
  private final OnnxWriter writer;
  private final OnnxWriterGraph graph;

  OnnxWriterPatches(OnnxWriter writer) {
    this.writer = writer;
    this.graph = writer.graph();
  }

  /**
   * The pixels of the patches with the highest scores: TopK, which takes the first of equal scores
   * as we do, then a table of where each place's patch begins.
   */
  String select(Node node, PatchSelection selection) {
    String name = node.name();
    Shape image = writer.inputShape(node);
    String count = graph.longs(name + ".count", selection.patches());
    String scores = writer.value(node.inputs().get(1));
    String best =
        graph.addSecond(
            "TopK", name + ".best", List.of(scores, count), OnnxWriterGraph.integer("axis", 1));
    String starts = graph.longs(name + ".starts", starts(selection, image));
    String first = graph.add("Gather", name + ".first", List.of(starts, best));
    String column = graph.reshape(name + ".column", first, selection.patches(), 1);
    String offsets = graph.longs(name + ".offsets", offsets(selection, image));
    String pixels = graph.add("Add", name + ".pixels", List.of(column, offsets));
    long positions = (long) image.height() * image.width();
    String rows = graph.reshape(name + ".image", writer.input(node), image.channels(), positions);
    String cut =
        graph.add(
            "Gather", name + ".cut", List.of(rows, pixels), OnnxWriterGraph.integer("axis", 1));
    String turned = graph.transpose(name + ".turned", cut, 1, 0, 2);
    return graph.reshape(
        name,
        turned,
        selection.patches(),
        image.channels(),
        selection.patchHeight(),
        selection.patchWidth());
  }

  /** By place of the grid, the first pixel of its patch. */
  private static long[] starts(PatchSelection selection, Shape image) {
    long[] starts = new long[selection.gridHeight() * selection.gridWidth()];
    for (int place = 0; place < starts.length; place++) {
      long top = selection.top(place / selection.gridWidth(), image.height());
      starts[place] =
          top * image.width() + selection.left(place % selection.gridWidth(), image.width());
    }
    return starts;
  }

  /** The pixels of a patch, from its first. */
  private static long[] offsets(PatchSelection selection, Shape image) {
    long[] offsets = new long[selection.patchHeight() * selection.patchWidth()];
    for (int pixel = 0; pixel < offsets.length; pixel++) {
      long down = pixel / selection.patchWidth();
      offsets[pixel] = down * image.width() + pixel % selection.patchWidth();
    }
    return offsets;
  }

  /** Vectors at length one. */
  String unit(String name, String input, L2Normalization normalization) {
    String axes = graph.longs(name + ".axes", 1);
    String length = graph.add("ReduceL2", name + ".length", List.of(input, axes));
    String least = graph.scalar(name + ".epsilon", (float) normalization.epsilon());
    String divisor = graph.add("Max", name + ".divisor", List.of(length, least));
    return graph.add("Div", name, List.of(input, divisor));
  }

  String mean(Node node, PatchMean mean) {
    String name = node.name();
    String axes = graph.longs(name + ".axes", 0);
    return graph.add("ReduceMean", name, List.of(writer.input(node), axes));
  }
}
