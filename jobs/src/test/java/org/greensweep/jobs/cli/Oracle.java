package org.greensweep.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** A peer modeller's counts of 412 mappings, nine lines each (the resource of kernels/hardware). */
final class Oracle {
  private static final Path FILE =
      Path.of(
          "../kernels/hardware/src/test/resources/org/greensweep/hardware/loop-nest-counts.csv.gz");

  private Oracle() {}

  static Path write(Path folder) throws IOException {
    Path file = folder.resolve("oracle.csv");
    try (InputStream packed = new GZIPInputStream(Files.newInputStream(FILE))) {
      Files.copy(packed, file);
    }
    return file;
  }

  /** Cells of weights and outputs, and of inputs under full overlap, in which two tables differ. */
  static List<String> differences(String theirs, String ours) throws IOException {
    List<CSVRecord> expected = records(theirs);
    List<CSVRecord> actual = records(ours);
    assertThat(actual).hasSameSizeAs(expected).hasSizeGreaterThan(3000);
    List<String> differences = new ArrayList<>();
    for (int line = 0; line < expected.size(); line++) {
      boolean inputs = expected.get(line).get("dataspace").equals("Inputs");
      for (String column : expected.get(line).getParser().getHeaderNames()) {
        boolean overlap = column.endsWith("_full_overlap");
        boolean sliding = column.equals("reads") || column.equals("fills");
        String their = expected.get(line).get(column);
        boolean compared = inputs ? !sliding && !(overlap && their.isEmpty()) : true;
        if (compared && !their.equals(actual.get(line).get(column))) {
          differences.add("line %d, %s: %s".formatted(line + 2, column, actual.get(line)));
        }
      }
    }
    return differences;
  }

  private static List<CSVRecord> records(String text) throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    return format.parse(new StringReader(text)).getRecords();
  }
}
