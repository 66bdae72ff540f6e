package org.greensweep.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.greensweep.network.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  @TempDir private Path folder;

  private static Measured measured() {
    return measured(0, 2);
  }

  private static Measured measured(double roundTripNanoseconds, double ratio) {
    return new Measured(
        Plan.of(true).get(0).get(0),
        new Ratio(ratio, 1, 3),
        new Ratio(0.1, 0.1, 0.2),
        new Ratio(0.2, 0.1, 0.3),
        7,
        5,
        roundTripNanoseconds,
        1e-7,
        new Measured.Circumstances("a CPU", 2, "ours", "theirs", "0.50", "abc"));
  }

  @Test
  void isReadAsItWasWritten() throws IOException {
    Path file = folder.resolve("ratios.csv");
    Report report = new Report(List.of(measured()));
    report.write(file);
    assertThat(Report.read(file)).isEqualTo(report);
    assertThat(report.table()).contains("2.00 (1.00 to 3.00)", "5 of 7 turns undisturbed");
  }

  @Test
  void processorsThatShareACacheHaveALineOfTheirOwn() {
    Report report =
        new Report(List.of(measured(140, 1.9), measured(450, 1.6)))
            .with(List.of(measured(460, 1.5)));
    assertThat(report.measured()).hasSize(2);
    assertThat(report.table())
        .contains(
            ", processors that share a cache (a line goes there and back in 0.14 to 0.14 us) | 1.2 | 1.3 | 1.90",
            ", processors that share no cache (a line goes there and back in 0.46 to 0.46 us) | 1.2 | 1.3 | 1.50");
  }

  @Test
  void aFileOfAnOlderVersionIsNamedWithWhatItLacks() throws IOException {
    Path file = folder.resolve("ratios.csv");
    new Report(List.of(measured())).write(file);
    Files.writeString(file, Files.readString(file).replace("undisturbed_rounds", "other"));
    assertThatThrownBy(() -> Report.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("no column undisturbed_rounds;");
  }
}
