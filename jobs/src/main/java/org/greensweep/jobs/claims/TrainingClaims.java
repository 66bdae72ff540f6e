package org.greensweep.jobs.claims;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.greensweep.catalog.carbon.SignificantDigits;
import org.greensweep.catalog.claims.Recomputation;
import org.greensweep.catalog.reference.ImagingStudy;
import org.greensweep.catalog.reference.TrainingResult;
import org.greensweep.catalog.training.TrainingSetting;
import org.greensweep.jobs.training.TrainingNeeds;
import org.greensweep.network.Network;

/** Claims about training that a model of its memory can judge; nothing is trained. */
public final class TrainingClaims {
  private static final int BATCH = 32;
  private static final double BYTES_PER_GIGABYTE = 1e9;
  private static final double PERCENT = 100;

  private TrainingClaims() {}

  /** How to recompute which claim of the ledger. */
  public static Map<String, Supplier<Recomputation>> recomputations() {
    return Map.of("selvan-amp-memory", TrainingClaims::mixedPrecisionMemory);
  }

  private static Recomputation mixedPrecisionMemory() {
    List<TrainingResult> printed =
        ImagingStudy.load().rows().stream()
            .filter(row -> row.group().dataset().equals("RSNA"))
            .filter(row -> row.setting().equals("baseline") || row.setting().equals("amp"))
            .toList();
    String each =
        printed.stream()
            .map(
                row ->
                    "%s %s %s GB (printed %s)"
                        .formatted(
                            row.group().model(),
                            row.setting(),
                            digits(gigabytes(row.group().model(), setting(row))),
                            digits(row.gpuMemoryGigabytes())))
            .collect(Collectors.joining(", "));
    double saved =
        PERCENT
            * (1
                - gigabytes("DenseNet", TrainingSetting.AMP)
                    / gigabytes("DenseNet", TrainingSetting.BASELINE));
    return Recomputation.judged(
        saved > 40 && saved <= 50,
        "Of DenseNet, whose memory is nearly all activations; where weights count, mixed precision"
            + " saves less, since it keeps a second copy of them. By a model of weights, gradients,"
            + " optimiser states and activations at batch 32: "
            + each
            + ".",
        saved);
  }

  private static TrainingSetting setting(TrainingResult row) {
    return row.setting().equals("amp") ? TrainingSetting.AMP : TrainingSetting.BASELINE;
  }

  private static double gigabytes(String model, TrainingSetting setting) {
    Network network = TrainingNeeds.ofStudy(model);
    return TrainingNeeds.of(network, BATCH, setting).memory().total() / BYTES_PER_GIGABYTE;
  }

  private static String digits(double value) {
    return SignificantDigits.plain(value, 2);
  }
}
