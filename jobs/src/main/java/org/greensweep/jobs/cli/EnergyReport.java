package org.greensweep.jobs.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.greensweep.hardware.Accelerator;
import org.greensweep.hardware.MemoryLevel;
import org.greensweep.hardware.OperationEnergy;
import org.greensweep.jobs.cli.EnergyAnswer.ByData;
import org.greensweep.jobs.cli.EnergyAnswer.Layer;

/** The energy of a network for people and for spreadsheets. */
record EnergyReport(Accelerator accelerator, EnergyAnswer answer) {
  private static final double PICOJOULES_PER_JOULE = 1e12;

  /** A summary, a table of layers, and the energy by level and by data. */
  String text() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s in %s on %s, %s, batch of %d; per inference: %s, %s, %,d operations"
            .formatted(
                answer.network(),
                answer.precision(),
                answer.accelerator(),
                answer.dataflow(),
                answer.batch(),
                joules(answer.energyJ()),
                Quantity.of(answer.latencyS(), "s"),
                answer.macs()));
    lines.add(
        "DRAM traffic %s; fused: %s, since maps of %s together stay on chip between layers"
            .formatted(
                Quantity.of(answer.dramBytes(), "B"),
                joules(answer.fusedEnergyJ()),
                Quantity.of(answer.mapsKeptBytes(), "B")));
    lines.add("");
    lines.add(layers());
    lines.add("");
    lines.add(byLevel());
    lines.add("");
    lines.add(byData());
    return String.join("\n", lines);
  }

  private String layers() {
    List<String> headers = new ArrayList<>(List.of("layer", "energy"));
    accelerator.levels().forEach(level -> headers.add(level.name()));
    headers.addAll(List.of("MACs", "static", "from DRAM", "to DRAM", "output", "fused"));
    TextTable table = new TextTable(headers);
    for (Layer layer : answer.layers()) {
      List<String> cells = new ArrayList<>(List.of(layer.layer(), joules(layer.energyJ())));
      accelerator.levels().forEach(level -> cells.add(joules(layer.energyOf(level.name()))));
      cells.add(joules(layer.computationJ()));
      cells.add(joules(layer.staticJ()));
      cells.add(Quantity.of(layer.dramWeightBytes() + layer.dramInputBytes(), "B"));
      cells.add(Quantity.of(layer.dramOutputBytes(), "B"));
      cells.add(layer.keptOnChip() ? "stays" : "leaves");
      cells.add(joules(layer.energyJ() - layer.fusionSavesJ()));
      table.add(cells);
    }
    return table.toString();
  }

  private String byLevel() {
    EnergyBars bars = new EnergyBars();
    for (MemoryLevel level : accelerator.levels()) {
      bars.add(
          level.name(),
          EnergyAnswer.sum(answer.layers(), layer -> layer.energyOf(level.name()))
              * PICOJOULES_PER_JOULE);
    }
    bars.add("MACs", answer.byData().computationJ() * PICOJOULES_PER_JOULE);
    bars.add("clock and leakage", answer.byData().staticJ() * PICOJOULES_PER_JOULE);
    return bars.toString();
  }

  /** The report of the MIT estimation tool, which has no clock and no leakage. */
  private String byData() {
    ByData data = answer.byData();
    EnergyBars bars = new EnergyBars();
    bars.add("weights", data.weightsJ() * PICOJOULES_PER_JOULE);
    bars.add("inputs", data.inputsJ() * PICOJOULES_PER_JOULE);
    bars.add("outputs", data.outputsJ() * PICOJOULES_PER_JOULE);
    bars.add("computation", data.computationJ() * PICOJOULES_PER_JOULE);
    double moved = data.weightsJ() + data.inputsJ() + data.outputsJ() + data.computationJ();
    String unit =
        accelerator.operations().stream()
            .filter(operation -> operation.operation().equals("int16"))
            .findFirst()
            .map(operation -> macs(moved, operation))
            .orElse("");
    return "By data, without clock and leakage%s:\n%s".formatted(unit, bars);
  }

  private static String macs(double joules, OperationEnergy mac) {
    return String.format(
        Locale.ROOT,
        " (%.3g times the energy of a 16-bit multiply-accumulate)",
        joules * PICOJOULES_PER_JOULE / mac.picojoules());
  }

  private static String joules(double joules) {
    return Quantity.of(joules, "J");
  }

  /** One line a layer, every level with every data space. */
  String csv() {
    List<String> header =
        new ArrayList<>(
            List.of("layer", "macs", "latency_s", "energy_j", "computation_j", "static_j"));
    for (EnergyAnswer.Part part : answer.layers().get(0).parts()) {
      header.add(part.level() + "_" + part.dataspace() + "_j");
    }
    header.addAll(
        List.of(
            "dram_weight_bytes",
            "dram_input_bytes",
            "dram_output_bytes",
            "kept_on_chip",
            "fusion_saves_j",
            "mapping",
            "fused_mapping"));
    StringBuilder text = new StringBuilder();
    CSVFormat format = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();
    try (CSVPrinter printer = new CSVPrinter(text, format)) {
      printer.printRecord(header);
      for (Layer layer : answer.layers()) {
        printer.printRecord(record(layer));
      }
    } catch (IOException e) {
      throw new IllegalStateException("a StringBuilder does not fail", e);
    }
    return text.toString().stripTrailing();
  }

  private static List<Object> record(Layer layer) {
    List<Object> record =
        new ArrayList<>(
            List.of(
                layer.layer(),
                layer.macs(),
                layer.latencyS(),
                layer.energyJ(),
                layer.computationJ(),
                layer.staticJ()));
    layer.parts().forEach(part -> record.add(part.energyJ()));
    record.add(layer.dramWeightBytes());
    record.add(layer.dramInputBytes());
    record.add(layer.dramOutputBytes());
    record.add(layer.keptOnChip());
    record.add(layer.fusionSavesJ());
    record.add(layer.mapping());
    record.add(layer.fusedMapping());
    return record;
  }
}
