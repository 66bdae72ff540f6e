package org.greensweep.jobs.training;

import java.util.Map;
import org.greensweep.catalog.carbon.Joules;
import org.greensweep.catalog.training.TrainingEnergy;
import org.greensweep.catalog.training.TrainingMemory;
import org.greensweep.catalog.training.TrainingSetting;
import org.greensweep.network.Network;
import org.greensweep.network.zoo.Zoo;

/**
 * What training a network takes.
 *
 * @param network what is trained
 * @param batch samples per step
 * @param setting how
 * @param memory at the peak of a step
 * @param energyOfThousand forward and backward pass of a thousand samples
 */
public record TrainingNeeds(
    Network network,
    int batch,
    TrainingSetting setting,
    TrainingMemory memory,
    Joules energyOfThousand) {
  /** The networks of the medical-imaging study: our names by the names of its tables. */
  public static final Map<String, String> STUDY =
      Map.of(
          "DenseNet", "densenet-121",
          "Swin", "swin-v2-b",
          "ViT", "vit-b-32-plus",
          "MLP", "mlp",
          "EfficientNet", "efficientnet-v2-rw-m");

  private static final int THOUSAND = 1000;
  private static final int STUDY_RESOLUTION = 256;

  /** The needs of one setting. */
  public static TrainingNeeds of(Network network, int batch, TrainingSetting setting) {
    return new TrainingNeeds(
        network,
        batch,
        setting,
        TrainingMemory.of(network.parameters(), activations(network), batch, setting),
        TrainingEnergy.load().of(network.multiplyAccumulates(), THOUSAND, setting));
  }

  /** A network of the study: one grey channel of 256 x 256, one logit. */
  public static Network ofStudy(String name) {
    String ours = STUDY.get(name);
    if (ours == null) {
      throw new IllegalArgumentException("The study has no network " + name);
    }
    return Zoo.network(ours, STUDY_RESOLUTION, 1, 1);
  }

  /**
   * Numbers that the backward pass needs of one sample: the output of every layer, each of which is
   * the input of another one that keeps it.
   */
  static long activations(Network network) {
    return network.nodes().stream().mapToLong(node -> node.output().elements()).sum();
  }
}
