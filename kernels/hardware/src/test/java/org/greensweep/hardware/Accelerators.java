package org.greensweep.hardware;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The figures of {@code conf/accelerators} as values; jobs checks that the files say the same. */
public final class Accelerators {
  private Accelerators() {}

  public static final List<OperationEnergy> ISCA16_OPERATIONS = operations(1.0);

  /** Ratios of 45 nm multiply-accumulates to the one of int16 (0.883 pJ), in {@code unit}. */
  private static List<OperationEnergy> operations(double unit) {
    return List.of(
        new OperationEnergy("fp32", round(unit * 4.6 / 0.883), "test"),
        new OperationEnergy("fp16", round(unit * 1.5 / 0.883), "test"),
        new OperationEnergy("int32", round(unit * 3.2 / 0.883), "test"),
        new OperationEnergy("int16", unit, "test"),
        new OperationEnergy("int8", round(unit * 0.30 / 0.883), "test"),
        new OperationEnergy("int4", round(unit * 0.102 / 0.883), "test"),
        new OperationEnergy("int2", round(unit * 0.064 / 0.883), "test"),
        new OperationEnergy("binary", round(unit * 0.009 / 0.883), "test"));
  }

  private static double round(double value) {
    return Math.round(value * 1e4) / 1e4;
  }

  public static Accelerator isca16() {
    List<MemoryLevel> levels =
        List.of(
            level("DRAM", LevelKind.DRAM, 0, 200, 200),
            level("GlobalBuffer", LevelKind.BUFFER, 131072, 6, 0),
            level("Array", LevelKind.NETWORK, 0, 2, 0),
            level("RegFile", LevelKind.REGISTER_FILE, 512, 1, 0));
    List<EqualArea> areas = new ArrayList<>();
    for (Dataflow dataflow : Dataflows.ofTheStudy()) {
      if (dataflow != Dataflows.ROW_STATIONARY) {
        boolean none = dataflow == Dataflows.NO_LOCAL_REUSE;
        areas.add(new EqualArea(dataflow.name(), none ? 0 : 4, none ? 340787 : 339148, "test"));
      }
    }
    return new Accelerator(
        "isca16-256",
        "",
        "test",
        16,
        16,
        levels,
        ISCA16_OPERATIONS,
        new Clock(200e6, 0, 0, "test"),
        null,
        areas);
  }

  public static Accelerator eyeriss() {
    List<MemoryLevel> levels =
        List.of(
            level("DRAM", LevelKind.DRAM, 0, 460, 460),
            level("GlobalBuffer", LevelKind.BUFFER, 108 * 1024, 15, 0),
            level("Array", LevelKind.NETWORK, 0, 4, 0),
            new MemoryLevel(
                "RegFile",
                LevelKind.REGISTER_FILE,
                0,
                new Partition(448, 24, 48),
                null,
                16,
                1.0,
                1.0,
                0.0,
                null,
                null,
                "test"));
    return new Accelerator(
        "eyeriss",
        "",
        "test",
        12,
        14,
        levels,
        operations(2.0),
        new Clock(200e6, 30, 143, "test"),
        new ZeroGating(0.03, 0.008, 0, "test"),
        null,
        null,
        null,
        new Filling(64, 16, 64, "test"),
        null,
        null);
  }

  /** The peers' 16 x 16 design: DRAM 200, buffer 7.41, register file 1, MAC 1, wires 0. */
  public static Accelerator oracleE256() {
    List<MemoryLevel> levels =
        List.of(
            charged("DRAM", LevelKind.DRAM, 0, 200),
            charged("GlobalBuffer", LevelKind.BUFFER, 131072, 7.407),
            charged("RegFile", LevelKind.REGISTER_FILE, 512, 1));
    return new Accelerator(
        "oracle-e256",
        "",
        "test",
        16,
        16,
        levels,
        List.of(new OperationEnergy("int16", 1, "test")),
        new Clock(200e6, 0, 0, "test"),
        null,
        null);
  }

  /** Two buffers between DRAM and the array, and one in each PE's shared scratchpad. */
  public static Accelerator fiveLevels() {
    List<MemoryLevel> levels =
        List.of(
            charged("DRAM", LevelKind.DRAM, 0, 200),
            charged("SharedBuffer", LevelKind.BUFFER, 262144, 12),
            charged("GlobalBuffer", LevelKind.BUFFER, 32768, 6),
            charged("Scratchpad", LevelKind.BUFFER, 8192, 2),
            charged("RegFile", LevelKind.REGISTER_FILE, 256, 1));
    return new Accelerator(
        "five-levels",
        "",
        "test",
        12,
        14,
        levels,
        List.of(new OperationEnergy("int16", 1, "test")),
        new Clock(200e6, 0, 0, "test"),
        null,
        null);
  }

  /**
   * {@code conf/accelerators/NAME.yaml} without YAML: PEs, levels with energies, operations and
   * clock rate. Files with more than that are not for this reader.
   */
  public static Accelerator read(String name) {
    try {
      String text = Files.readString(Path.of("..", "..", "conf", "accelerators", name + ".yaml"));
      List<MemoryLevel> levels = new ArrayList<>();
      for (String item : section(text, "levels:", "operations:")) {
        levels.add(
            new MemoryLevel(
                value(item, "name"),
                LevelKind.valueOf(value(item, "kind").toUpperCase(Locale.ROOT).replace('-', '_')),
                Long.parseLong(value(item, "capacity-bytes")),
                null,
                null,
                Integer.parseInt(value(item, "word-bits")),
                Double.valueOf(value(item, "read-picojoules")),
                Double.valueOf(value(item, "write-picojoules")),
                null,
                item.contains("bandwidth")
                    ? Double.valueOf(value(item, "bandwidth-bits-per-cycle"))
                    : null,
                null,
                "test"));
      }
      List<OperationEnergy> operations = new ArrayList<>();
      for (String item : section(text, "operations:", "clock:")) {
        operations.add(
            new OperationEnergy(
                value(item, "operation"), Double.parseDouble(value(item, "picojoules")), "test"));
      }
      return new Accelerator(
          name,
          "",
          "test",
          Integer.parseInt(value(text, "rows")),
          Integer.parseInt(value(text, "columns")),
          levels,
          operations,
          new Clock(Double.parseDouble(value(text, "hertz")), 0, 0, "test"),
          null,
          null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> section(String text, String from, String to) {
    String inside = text.substring(text.indexOf("\n" + from), text.indexOf("\n" + to));
    String[] items = inside.split("\n  - ");
    return List.of(items).subList(1, items.length);
  }

  private static String value(String text, String key) {
    Matcher line = Pattern.compile("(?m)^ *" + key + ": (.*?)$").matcher(text);
    if (!line.find()) {
      throw new IllegalArgumentException("no " + key + " in " + text);
    }
    return line.group(1);
  }

  private static MemoryLevel charged(String name, LevelKind kind, long bytes, double picojoules) {
    return new MemoryLevel(
        name, kind, bytes, null, null, 16, picojoules, picojoules, null, null, null, "test");
  }

  /** {@code base} with a register file of {@code bytes} shared by all operands. */
  public static Accelerator withRegisterFile(Accelerator base, long bytes) {
    List<MemoryLevel> levels = new ArrayList<>(base.levels());
    levels.set(levels.size() - 1, level("RegFile", LevelKind.REGISTER_FILE, bytes, 1, 0));
    return new Accelerator(
        base.name(),
        "",
        "test",
        base.rows(),
        base.columns(),
        levels,
        base.operations(),
        base.clock(),
        base.zeroGating(),
        null);
  }

  private static MemoryLevel level(
      String name, LevelKind kind, long bytes, double picojoules, double fill) {
    return new MemoryLevel(
        name, kind, bytes, null, null, 16, picojoules, picojoules, fill, null, null, "test");
  }
}
