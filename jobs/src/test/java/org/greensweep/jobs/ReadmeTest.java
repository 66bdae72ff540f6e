package org.greensweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.greensweep.jobs.sweep.Sweep;
import org.greensweep.jobs.sweep.SweepFiles;
import org.junit.jupiter.api.Test;

/**
 * What the README shows is true: its sweep file is valid, its links lead somewhere, its commands
 * exist.
 */
class ReadmeTest {
  private static final Path HOME = Path.of("..");

  @Test
  void theSweepFileIsValidAndHasEveryKey() throws IOException {
    String readme = Files.readString(HOME.resolve("README.md"));
    String block = readme.substring(readme.indexOf("    name: precision-study"));
    String yaml = block.substring(0, block.indexOf("\n\n")).replaceAll("(?m)^    ", "");

    Sweep sweep = SweepFiles.find("README.md", yaml, HOME).sweep();

    assertThat(sweep.size()).isEqualTo(2 * 3 * 4 * 2 * 2 * 2);
    for (var key : org.greensweep.jobs.sweep.SweepFile.class.getRecordComponents()) {
      assertThat(yaml)
          .contains(
              key.getName().replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT) + ":");
    }
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    Matcher links =
        Pattern.compile("\\]\\(([^)#:]+)\\)").matcher(Files.readString(HOME.resolve("README.md")));
    int found = 0;
    while (links.find()) {
      found++;
      assertThat(HOME.resolve(links.group(1))).exists();
    }
    assertThat(found).isPositive();
  }

  @Test
  void everyPathIsThere() throws IOException {
    Matcher paths =
        Pattern.compile("`((?:kernels|catalog|jobs|conf|notebooks)/[\\w./-]+)`")
            .matcher(Files.readString(HOME.resolve("README.md")));
    int found = 0;
    while (paths.find()) {
      found++;
      if (!paths.group(1).contains("/target/")) {
        assertThat(HOME.resolve(paths.group(1))).exists();
      }
    }
    assertThat(found).isPositive();
  }

  @Test
  void theQuickSweepIsWhatTheReadmeSays() {
    String place = "conf/sweeps/quick.yaml";
    String yaml = org.greensweep.jobs.conf.YamlFile.text(HOME.resolve(place));

    assertThat(SweepFiles.find(place, yaml, HOME).sweep().size()).isEqualTo(120);
  }
}
