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

/**
 * The dataflows of {@code conf/dataflows}, read without YAML: their files are lines of {@code key:
 * "letters"} and one list.
 */
public final class Dataflows {
  public static final Dataflow WEIGHT_STATIONARY = read("weight-stationary");
  public static final Dataflow OUTPUT_STATIONARY = read("output-stationary");
  public static final Dataflow INPUT_STATIONARY = read("input-stationary");
  public static final Dataflow ROW_STATIONARY = read("row-stationary");
  public static final Dataflow NO_LOCAL_REUSE = read("no-local-reuse");

  private Dataflows() {}

  /** The five that a sweep takes by default. */
  public static List<Dataflow> five() {
    return List.of(
        WEIGHT_STATIONARY, OUTPUT_STATIONARY, INPUT_STATIONARY, ROW_STATIONARY, NO_LOCAL_REUSE);
  }

  /** The five, and the narrower ones as Chen 2016 defines them. */
  public static List<Dataflow> ofTheStudy() {
    List<Dataflow> all = new ArrayList<>(five());
    for (String name :
        List.of(
            "weight-stationary-blocks",
            "output-stationary-a",
            "output-stationary-b",
            "output-stationary-c")) {
      all.add(read(name));
    }
    return all;
  }

  public static Dataflow read(String name) {
    try {
      String text = Files.readString(Path.of("..", "..", "conf", "dataflows", name + ".yaml"));
      return new Dataflow(
          value(text, "name"),
          value(text, "description"),
          value(text, "source"),
          spaces(value(text, "keeps")),
          spaces(value(text, "may-keep")),
          value(text, "columns"),
          value(text, "columns-must"),
          value(text, "rows"),
          value(text, "rows-must"),
          value(text, "inside"),
          value(text, "whole"),
          value(text, "innermost"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String value(String text, String key) {
    Matcher line = Pattern.compile("(?m)^" + key + ": [\"\\[]?(.*?)[\"\\]]?$").matcher(text);
    return line.find() ? line.group(1) : "";
  }

  private static List<DataSpace> spaces(String list) {
    List<DataSpace> spaces = new ArrayList<>();
    for (String name : list.split("[, ]+")) {
      if (!name.isEmpty()) {
        spaces.add(DataSpace.valueOf(name.toUpperCase(Locale.ROOT)));
      }
    }
    return spaces;
  }
}
