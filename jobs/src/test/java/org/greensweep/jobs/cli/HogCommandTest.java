package org.greensweep.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.greensweep.jobs.Main;
import org.junit.jupiter.api.Test;

class HogCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int hog(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "hog";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all);
  }

  @Test
  void workIsCountedLatencyMeasuredAndEnergyModelled() throws IOException {
    assertThat(hog("--width", "80", "--height", "160", "--seconds", "0.02", "--json"))
        .as(err.toString())
        .isZero();
    JsonNode answer = new ObjectMapper().readTree(out.toString());
    // 160 x 80 and 133 x 66: windows at (20 - 15) x (10 - 7) and 1 x 1 cells.
    assertThat(answer.get("levels").asInt()).isEqualTo(2);
    assertThat(answer.get("windows").asInt()).isEqualTo(16);
    assertThat(answer.get("macs").asLong()).isEqualTo(16 * 3780);
    assertThat(answer.get("latency_low_s").asDouble())
        .isPositive()
        .isLessThanOrEqualTo(answer.get("latency_high_s").asDouble());
    double pixels = 160 * 80;
    assertThat(answer.get("operations_per_pixel").asDouble())
        .isCloseTo(
            (answer.get("elementwise_operations").asDouble() + 2 * 16 * 3780) / pixels,
            within(1e-9));
    assertThat(answer.get("on_chip_nanojoules_per_pixel").asDouble())
        .isPositive()
        .isLessThan(answer.get("energy_nanojoules_per_pixel").asDouble());
  }

  @Test
  void anImageWithoutAWindowIsTheUsersMistake() {
    assertThat(hog("--width", "63", "--height", "200")).isEqualTo(2);
    assertThat(err.toString()).contains("it must be at least 64 wide and 128 high");
    assertThat(hog("--step", "1")).isEqualTo(2);
    assertThat(err.toString()).contains("it must be above 1");
  }
}
