package org.greensweep.catalog;

import static org.greensweep.catalog.Columns.flag;
import static org.greensweep.catalog.Columns.integer;
import static org.greensweep.catalog.Columns.moment;
import static org.greensweep.catalog.Columns.nullable;
import static org.greensweep.catalog.Columns.real;
import static org.greensweep.catalog.Columns.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The tables about single configurations: modelled, layer by layer, and measured. */
final class EvaluationTables {
  static final Table EVALUATIONS =
      new Table(
          "evaluations",
          "One row per configuration: what it is and what one inference costs on the modelled"
              + " accelerator.",
          concat(
              List.of(
                  text("evaluation_key", "SHA-256 of everything that the figures depend on."),
                  text(
                      "workload_key",
                      "SHA-256 of network, precision, resolution and batch: joins measurements."),
                  text("sweep_id", "The run that wrote the row."),
                  text("status", "'ok' or 'failed'."),
                  nullable(text("failure", "Why it failed; null when ok.")),
                  text("network", "Name of the network."),
                  text("network_sha256", "SHA-256 of the network's structure."),
                  text("precision", "Number format plan: fp32, int8, binary ..."),
                  text("dataflow", "Dataflow: row-stationary, weight-stationary ..."),
                  integer("resolution", "pixel", "Height and width of the input image."),
                  text("accelerator", "Name of the accelerator."),
                  text("accelerator_sha256", "SHA-256 of the accelerator's description."),
                  text("dataflow_sha256", "SHA-256 of the dataflow's constraints."),
                  integer("batch", "", "Inferences that are run together."),
                  real("input_zero_fraction", "", "Share of zeros assumed in each layer's input."),
                  nullable(
                      real(
                          "weight_zero_fraction",
                          "",
                          "Share of zeros assumed among each layer's weights; null in older rows.")),
                  text("model_version", "Version of the energy model.")),
              allNullable(
                  List.of(
                      integer("parameters", "", "Learned parameters of the network."),
                      integer("macs", "", "Multiply-accumulates of one inference."),
                      integer("binary_macs", "", "Those among them with 1 bit on both sides."),
                      integer("model_size_bytes", "byte", "Weights at this precision."),
                      real("energy_j", "J", "Modelled energy of one inference."),
                      real("latency_s", "s", "Modelled time of one inference."),
                      real("cycles", "cycle", "Modelled clock cycles of one inference."),
                      real("utilization", "", "Share of the PE array's multiply slots in use."),
                      real("energy_compute_j", "J", "Part of energy_j: arithmetic."),
                      real("energy_register_file_j", "J", "Part of energy_j: register files."),
                      real("energy_network_j", "J", "Part of energy_j: network between PEs."),
                      real("energy_buffer_j", "J", "Part of energy_j: global buffer."),
                      real("energy_dram_j", "J", "Part of energy_j: DRAM."),
                      real("energy_static_j", "J", "Part of energy_j: leakage and clock."),
                      real("energy_weights_j", "J", "Movement energy of the weights."),
                      real("energy_inputs_j", "J", "Movement energy of the inputs."),
                      real("energy_outputs_j", "J", "Movement energy of outputs and partial sums."),
                      integer("mappings_evaluated", "", "Mappings that the search looked at.")))));

  static final Table LAYERS =
      new Table(
          "layers",
          "One row per layer with multiply-accumulates of an evaluated configuration, per inference.",
          concat(
              List.of(
                  text("evaluation_key", "The evaluation that this layer belongs to."),
                  text("sweep_id", "The run that wrote the row."),
                  text("problem_key", "SHA-256 of the layer problem; equal layers share it."),
                  integer("layer_index", "", "Place in the network, from 0."),
                  text("layer", "Name in the network."),
                  text("layer_type", "convolution, dense ..."),
                  text("dataflow", "Dataflow of the mapping."),
                  text("accelerator", "Name of the accelerator."),
                  integer("macs", "", "Multiply-accumulates of the layer."),
                  integer("weight_bits", "bit", "Width of a weight."),
                  integer("input_bits", "bit", "Width of an input."),
                  integer("output_bits", "bit", "Width of an output."),
                  text("mapping", "The best mapping found, as loops from outside in."),
                  real("cycles", "cycle", "Clock cycles."),
                  real("latency_s", "s", "Modelled time."),
                  real("utilization", "", "Share of the PE array's multiply slots in use."),
                  real("energy_j", "J", "Modelled energy: the sum of the parts that follow."),
                  real("energy_compute_j", "J", "Arithmetic."),
                  real("energy_static_j", "J", "Leakage and clock.")),
              accessColumns(),
              List.of(integer("mappings_evaluated", "", "Mappings that the search looked at."))));

  static final Table MEASUREMENTS =
      new Table(
          "measurements",
          "One row per host measurement: real kernels, timed.",
          List.of(
              text("measurement_key", "SHA-256 of everything that the figures depend on."),
              text(
                  "workload_key",
                  "SHA-256 of network, precision, resolution and batch: joins evaluations."),
              text("sweep_id", "The run that wrote the row."),
              text("status", "'ok' or 'failed'."),
              nullable(text("failure", "Why it failed; null when ok.")),
              text("network", "Name of the network."),
              text("network_sha256", "SHA-256 of the network's structure."),
              text("precision", "Number format plan: fp32, int8, binary ..."),
              integer("resolution", "pixel", "Height and width of the input image."),
              integer("batch", "", "Inferences that are run together."),
              text("runtime", "java or onnxruntime."),
              text("weights", "Where the weights come from: 'random, seed 42'."),
              integer("seed", "", "Seed of weights and inputs."),
              integer("threads", "", "Threads of the kernels."),
              text("cpu_model", "Processor that ran it."),
              integer("logical_processors", "", "Logical processors of that machine."),
              integer("vector_bits", "bit", "Width of the vector registers in use."),
              text("java_version", "Version of the Java runtime."),
              text("operating_system", "Name, version and architecture."),
              nullable(integer("warmup_runs", "", "Runs before the first sample.")),
              nullable(flag("warmup_stable", "Whether warm-up ended because times were stable.")),
              nullable(
                  integer(
                      "samples",
                      "",
                      "Timed runs; they end early where half the interval is 1 % of the median.")),
              nullable(real("latency_median_s", "s", "Median time of one inference.")),
              nullable(real("latency_low_s", "s", "Lower end of the median's 95 % interval.")),
              nullable(real("latency_high_s", "s", "Upper end of the median's 95 % interval.")),
              moment("measured_at", "When it was timed."),
              text("kernels_version", "Version of the kernels.")));

  private EvaluationTables() {}

  private static List<Column> accessColumns() {
    List<Column> columns = new ArrayList<>();
    for (String level : List.of("dram", "buffer", "network", "register_file")) {
      for (String dataSpace : List.of("weights", "inputs", "outputs")) {
        columns.add(
            real(
                "energy_" + level + "_" + dataSpace + "_j",
                "J",
                "Moving " + dataSpace + " at the " + level.replace('_', ' ') + "."));
      }
    }
    return columns;
  }

  @SafeVarargs
  private static List<Column> concat(List<Column>... parts) {
    return Stream.of(parts).flatMap(List::stream).toList();
  }

  private static List<Column> allNullable(List<Column> columns) {
    return columns.stream().map(Columns::nullable).toList();
  }
}
