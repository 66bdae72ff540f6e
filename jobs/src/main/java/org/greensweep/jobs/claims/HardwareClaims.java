package org.greensweep.jobs.claims;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.greensweep.catalog.carbon.SignificantDigits;
import org.greensweep.catalog.claims.Recomputation;
import org.greensweep.hardware.Accelerator;
import org.greensweep.hardware.Dataflow;
import org.greensweep.hardware.NoMappingException;
import org.greensweep.hardware.studies.BinaryStudy;
import org.greensweep.hardware.studies.Comparison;
import org.greensweep.hardware.studies.EyerissStudy;
import org.greensweep.hardware.studies.GoogLeNetStudy;
import org.greensweep.hardware.studies.HogStudy;
import org.greensweep.hardware.studies.Isca16Study;
import org.greensweep.jobs.conf.AcceleratorFiles;
import org.greensweep.jobs.conf.DataflowFiles;
import org.greensweep.jobs.conf.YamlFile;

/** Claims about accelerators, recomputed with the energy model on the shipped accelerators. */
public final class HardwareClaims {
  private static final String PLACE = "reproduce";
  private static final int DIGITS = 3;

  private final Path home;

  private HardwareClaims(Path home) {
    this.home = home;
  }

  /**
   * How to recompute which claim of the ledger.
   *
   * @param home the project's folder, where accelerators and dataflows lie
   */
  public static Map<String, Supplier<Recomputation>> recomputations(Path home) {
    HardwareClaims claims = new HardwareClaims(home);
    Map<String, Supplier<Recomputation>> all = new LinkedHashMap<>();
    all.put("hierarchy", claims::hierarchy);
    all.put("dataflow-order", () -> searched(claims::dataflowOrder));
    all.put("zero-gating", claims::zeroGating);
    all.put("rlc", claims::runLengthCoding);
    all.put("eyeriss-glb", claims::bufferTraffic);
    all.put("eyeriss-dram", claims::dramTraffic);
    all.put("eyeriss-reuse", claims::reuse);
    all.put("energy-per-pixel", () -> searched(claims::energyPerPixel));
    all.put("googlenet-weights", () -> searched(claims::weightsOfGoogLeNet));
    all.put("bnn-energy", () -> searched(claims::binaryEnergy));
    return all;
  }

  /** A recomputation that looks for mappings, which the shipped accelerators all have. */
  private interface Search {
    Recomputation run() throws NoMappingException;
  }

  private static Recomputation searched(Search search) {
    try {
      return search.run();
    } catch (NoMappingException e) {
      throw new IllegalStateException("a shipped accelerator has no mapping", e);
    }
  }

  private Accelerator accelerator(String name) {
    return YamlFile.parse(name, AcceleratorFiles.text(PLACE, name, home), Accelerator.class);
  }

  private Dataflow dataflow(String name) {
    return YamlFile.parse(name, DataflowFiles.text(PLACE, name, home), Dataflow.class);
  }

  private Accelerator eyeriss() {
    return accelerator("eyeriss");
  }

  private Dataflow rows() {
    return dataflow("row-stationary");
  }

  private Recomputation hierarchy() {
    return Recomputation.of(
        "Costs that the model starts from, relative to a 16-bit multiply-accumulate; no result.",
        ours(Isca16Study.hierarchy(accelerator("isca16-256"))));
  }

  private Recomputation dataflowOrder() throws NoMappingException {
    List<Dataflow> others =
        Stream.of("weight-stationary", "output-stationary", "input-stationary", "no-local-reuse")
            .map(this::dataflow)
            .toList();
    List<Isca16Study.Ratio> ratios = Isca16Study.ratiosOfTheStudy(accelerator("isca16-256"));
    List<Isca16Study.Ratio> best = Isca16Study.ratios(accelerator("isca16-256"), rows(), others);
    return Recomputation.of(
        "Energy over row stationary's on convolutions and on fully connected layers, counted on the"
            + " mappings that the study takes: %s. With the best mapping of each dataflow that a"
                .formatted(each(ratios))
            + " search finds the others come nearer: %s.".formatted(each(best)),
        ratios.stream().mapToDouble(Isca16Study.Ratio::convolutions).toArray());
  }

  private static String each(List<Isca16Study.Ratio> ratios) {
    return ratios.stream()
        .map(
            ratio ->
                "%s %s and %s"
                    .formatted(
                        ratio.dataflow(),
                        digits(ratio.convolutions()),
                        digits(ratio.fullyConnected())))
        .collect(Collectors.joining(", "));
  }

  private Recomputation zeroGating() {
    return Recomputation.of(
        "Of the PEs' power over AlexNet's five convolutions, with the zeros that the chip saw; the"
            + " chip's other power is not gated.",
        EyerissStudy.zeroGating(eyeriss()).ours());
  }

  private Recomputation runLengthCoding() {
    List<Comparison> layers = EyerissStudy.runLengthSavings(eyeriss());
    return Recomputation.of(
        "DRAM traffic of AlexNet's convolutions, layer by layer: "
            + pairs(layers)
            + "; weights are not coded.",
        layers.stream().mapToDouble(Comparison::ours).min().orElseThrow(),
        layers.stream().mapToDouble(Comparison::ours).max().orElseThrow());
  }

  private Recomputation bufferTraffic() {
    return Recomputation.of(
        "Counted on the chip's published mappings; on Table III's own mapping of CONV3 it would be"
            + " 38 % more than published.",
        ours(EyerissStudy.bufferTraffic(eyeriss())));
  }

  private Recomputation dramTraffic() {
    return Recomputation.of(
        "Counted on the chip's published mappings, with run-length coded maps.",
        ours(EyerissStudy.dramTraffic(eyeriss())));
  }

  private Recomputation reuse() {
    double[] falls = ours(EyerissStudy.reuse(eyeriss()));
    return Recomputation.judged(
        falls[0] >= 100 && falls[1] >= 1000,
        "Four accesses per multiply-accumulate without any reuse, over those of AlexNet's five"
            + " convolutions on the chip. Accesses are not energy: most of what is left is spent"
            + " in the register files.",
        falls);
  }

  private Recomputation energyPerPixel() throws NoMappingException {
    List<Comparison> energies = HogStudy.energyPerPixel(eyeriss(), rows());
    double hog = energies.get(0).ours();
    double[] overHog = {energies.get(1).ours() / hog, energies.get(2).ours() / hog};
    return Recomputation.judged(
        overHog[0] >= 100 && overHog[1] >= 1000,
        "On one 65 nm chip without DRAM, nJ/pixel: "
            + pairs(energies)
            + ". The published HOG is a chip of its own, ours counts its operations on the same array;"
            + " and the features are not equally good.",
        overHog);
  }

  private Recomputation weightsOfGoogLeNet() throws NoMappingException {
    List<Comparison> shares = GoogLeNetStudy.byDataType(eyeriss(), rows());
    return Recomputation.of(
        "By data type, in percent: " + pairs(shares) + ".", shares.get(0).ours());
  }

  private Recomputation binaryEnergy() throws NoMappingException {
    List<Comparison> savings = BinaryStudy.savings(accelerator("isca16-256"), rows());
    double network = savings.get(1).ours();
    return Recomputation.judged(
        network >= 1000,
        "%s x is what one operation saves; the whole network saves %s x, since its memories, its"
                .formatted(digits(savings.get(0).ours()), digits(network))
            + " first and last layer and what is not multiplied stay.",
        savings.get(0).ours(),
        network);
  }

  private static double[] ours(List<Comparison> comparisons) {
    return comparisons.stream().mapToDouble(Comparison::ours).toArray();
  }

  /** 'CONV1 18.5 (published 18.5), ...'. */
  private static String pairs(List<Comparison> comparisons) {
    return comparisons.stream()
        .map(
            one ->
                "%s %s (published %s)"
                    .formatted(one.quantity(), digits(one.ours()), digits(one.published())))
        .collect(Collectors.joining(", "));
  }

  private static String digits(double value) {
    return SignificantDigits.plain(value, DIGITS);
  }
}
