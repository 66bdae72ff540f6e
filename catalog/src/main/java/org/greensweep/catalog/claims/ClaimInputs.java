package org.greensweep.catalog.claims;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.greensweep.catalog.reference.CsvFile;
import org.greensweep.catalog.reference.CsvRow;

/** The figures that recomputations start from, each with its source. */
final class ClaimInputs {
  private static final double MOST = 1e15;
  private static final List<String> COLUMNS =
      List.of("id", "value", "unit", "meaning", "year", "source", "licence");

  private final Map<String, Double> values = new HashMap<>();

  private ClaimInputs() {}

  static ClaimInputs load() {
    ClaimInputs inputs = new ClaimInputs();
    for (CsvRow row : CsvFile.resource("claim-inputs.csv", COLUMNS)) {
      row.text("unit");
      row.text("meaning");
      row.year();
      row.source();
      row.text("licence");
      inputs.values.put(row.text("id"), row.number("value", Double.MIN_VALUE, MOST));
    }
    return inputs;
  }

  double of(String id) {
    Double value = values.get(id);
    if (value == null) {
      throw new IllegalArgumentException("No claim input " + id);
    }
    return value;
  }
}
