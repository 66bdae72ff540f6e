package org.greensweep.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.greensweep.hardware.studies.Layers;
import org.junit.jupiter.api.Test;

/** The figures of energy.svg are those of the model for the mapping that README.md names. */
class EnergyPictureTest {
  private static final Pattern MAPPING = Pattern.compile("`(DRAM\\[WIO\\] for [^`]*)`");

  @Test
  void figuresAreThoseOfTheModel() throws IOException {
    String picture = Files.readString(Path.of("energy.svg"));
    Matcher mapping = MAPPING.matcher(Files.readString(Path.of("README.md")));
    assertThat(mapping.find()).isTrue();
    Accelerator chip = Accelerators.eyeriss();
    ConvolutionProblem layer = Layers.alexNetConvolutions(1).get(0);
    MappingEvaluation evaluation =
        MappingEvaluation.of(layer, chip, Mapping.parse(mapping.group(1).replaceAll("\\s+", " ")));
    Energy energy = evaluation.energy();
    List<Double> bars = new ArrayList<>();
    for (MemoryLevel level : chip.levels()) {
      double picojoules = 0;
      for (DataSpace space : DataSpace.values()) {
        picojoules += energy.picojoules(level.name(), space);
      }
      bars.add(picojoules);
    }
    bars.add(energy.computePicojoules());
    bars.add(energy.staticPicojoules());
    assertThat(barLabels(picture)).isEqualTo(bars.stream().map(EnergyPictureTest::micro).toList());
    List<Double> widths = barWidths(picture);
    assertThat(widths).hasSameSizeAs(bars);
    double scale = widths.get(widths.size() - 1) / bars.get(bars.size() - 1);
    for (int bar = 0; bar < bars.size(); bar++) {
      assertThat(widths.get(bar)).isCloseTo(bars.get(bar) * scale, within(0.3));
    }
    assertThat(picture)
        .contains(
            text(
                "%.0f million multiply-accumulates in %,d cycles, %.2f mJ",
                evaluation.macs() * 1e-6, evaluation.cycles(), energy.totalPicojoules() * 1e-9))
        .contains(text("for %.1f ms", evaluation.seconds() * 1e3))
        .contains(text("%.0f mW", chip.clock().staticMilliwatts() + chip.clock().clockMilliwatts()))
        .contains(
            text(
                "weights %.0f, inputs %.0f, outputs %.0f thousand",
                words(evaluation, DataSpace.WEIGHTS),
                words(evaluation, DataSpace.INPUTS),
                words(evaluation, DataSpace.OUTPUTS)))
        .contains(text("Array, %d x %d PEs", chip.rows(), chip.columns()));
    for (MemoryLevel level : chip.levels()) {
      assertThat(picture).contains(text("font-size=\"18\">%.0f<", level.read()));
    }
  }

  /** Thousands of words to and from DRAM. */
  private static double words(MappingEvaluation evaluation, DataSpace space) {
    LevelAccesses dram = evaluation.levels().get(space.ordinal());
    return (dram.reads() + dram.updates()) * 1e-3;
  }

  private static String micro(double picojoules) {
    double micro = picojoules * 1e-6;
    return text(micro < 100 ? "%.1f uJ" : "%.0f uJ", micro);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static List<String> barLabels(String picture) {
    return Pattern.compile("font-weight=\"bold\">([0-9.]+ uJ)<")
        .matcher(picture)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static List<Double> barWidths(String picture) {
    return Pattern.compile("<rect x=\"830\" y=\"\\d+\" width=\"([0-9.]+)\"")
        .matcher(picture)
        .results()
        .map(found -> Double.valueOf(found.group(1)))
        .toList();
  }
}
