package org.greensweep.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.greensweep.catalog.DeltaFixture.META;
import static org.greensweep.catalog.DeltaFixture.PROTOCOL;
import static org.greensweep.catalog.DeltaFixture.add;
import static org.greensweep.catalog.DeltaFixture.remove;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories of adding and removing, with checkpoints, against a set that is kept beside. */
class DeltaReplayTest {
  private static final int COMMITS = 25;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void theLiveFilesAreThoseOfTheHistory(long seed) throws Exception {
    Random random = new Random(seed);
    TreeSet<String> live = new TreeSet<>();
    try (DeltaFixture table = new DeltaFixture(folder);
        Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
      for (int version = 0; version < COMMITS; version++) {
        table.commit(version, actions(random, version, live, table));
        if (random.nextInt(7) == 0) {
          table.checkpoint(
              "%020d.checkpoint.parquet".formatted(version), live.toArray(String[]::new));
        }
        if (version % 6 == 5) {
          assertThat(DeltaLog.liveFiles(duckdb, folder))
              .as("seed %d, version %d", seed, version)
              .extracting(file -> file.getFileName().toString())
              .containsExactlyInAnyOrderElementsOf(live);
        }
      }
    }
  }

  private static String[] actions(
      Random random, int version, TreeSet<String> live, DeltaFixture table) {
    List<String> actions = new ArrayList<>();
    if (version == 0) {
      actions.addAll(List.of(PROTOCOL, META));
    }
    for (String file : List.copyOf(live)) {
      if (random.nextInt(5) == 0) {
        actions.add(remove(file));
        live.remove(file);
      }
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      String file = "v" + version + "-" + i + ".parquet";
      table.write(file, "");
      actions.add(add(file));
      live.add(file);
    }
    actions.add("{\"commitInfo\":{\"operation\":\"WRITE\"}}");
    return actions.toArray(String[]::new);
  }
}
