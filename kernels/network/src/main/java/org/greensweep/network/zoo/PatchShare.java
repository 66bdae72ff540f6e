package org.greensweep.network.zoo;

import java.util.Optional;
import org.greensweep.network.Network;
import org.greensweep.network.Node;
import org.greensweep.network.PatchSelection;
import org.greensweep.network.Shape;

/**
 * What a network that selects patches takes of one that looks at the whole image: its share of
 * pixels, which is what is often quoted, and its share of work, which is less.
 *
 * @param pixelPercent {@code 100 (gridHeight * gridWidth + n * patchHeight * patchWidth) / (H W)}:
 *     pixels that layers look at after downscaling, overlaps counted again
 * @param macPercent multiply-accumulates in percent of the baseline's
 * @param baseline the network that runs the patches' encoder over the whole image
 */
public record PatchShare(double pixelPercent, double macPercent, String baseline) {
  private static final String BASELINE = "attention-sampling-full";

  /** The shares of {@code network}; empty where it selects no patches. */
  public static Optional<PatchShare> of(Network network) {
    return network.nodes().stream()
        .filter(node -> node.layer() instanceof PatchSelection)
        .findFirst()
        .map(node -> of(network, node));
  }

  private static PatchShare of(Network network, Node node) {
    PatchSelection selection = (PatchSelection) node.layer();
    Shape image = network.input();
    long seen =
        (long) selection.gridHeight() * selection.gridWidth()
            + (long) selection.patches() * selection.patchHeight() * selection.patchWidth();
    Network whole =
        Zoo.network(
            BASELINE, image.height(), image.channels(), network.output().output().channels());
    return new PatchShare(
        100.0 * seen / ((long) image.height() * image.width()),
        100.0 * network.multiplyAccumulates() / whole.multiplyAccumulates(),
        BASELINE);
  }
}
