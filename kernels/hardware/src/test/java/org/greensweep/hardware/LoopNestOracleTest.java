package org.greensweep.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * Every cell of a peer modeller's counts (Timeloop; 405 mappings of 12 layers): weights and
 * outputs, and inputs where the peer's result under full overlap is known.
 */
class LoopNestOracleTest {
  private static final String[] DIMENSIONS = {"G", "N", "M", "C", "P", "Q", "R", "S"};

  @Test
  void countsEqualThePeers() throws IOException {
    int cells = 0;
    List<String> differences = new ArrayList<>();
    for (Map<String, String> row : rows()) {
      ConvolutionProblem problem = problem(row);
      Geometry geometry = Geometry.of(problem);
      Mapping mapping = Mapping.parse(row.get("mapping"));
      assertThat(mapping.toString().replace(" | spX - | spY -", ""))
          .isEqualTo(row.get("mapping").replace(" | spX - | spY -", ""));
      LoopNest nest = new LoopNest(mapping.levels().size());
      mapping.into(nest, geometry.extents);
      AccessCounts counts = new AccessCounts(nest.levels);
      new AccessCounter(geometry).count(nest, counts);
      int level = List.of("DRAM", "GlobalBuffer", "RegFile").indexOf(row.get("level"));
      int space = List.of("Weights", "Inputs", "Outputs").indexOf(row.get("dataspace"));
      assertThat(counts.cycles).isEqualTo(Long.parseLong(row.get("cycles")));
      assertThat(Multicast.most(nest, geometry, level, space))
          .isEqualTo(Long.parseLong(row.get("max_multicast")));
      if (row.get("kept").equals("0")) {
        continue;
      }
      long instances = counts.instances[level];
      assertThat(instances).isEqualTo(Long.parseLong(row.get("instances")));
      assertThat(geometry.words(space, nest.tile, level * Dimension.COUNT))
          .isEqualTo(Long.parseLong(row.get("tile_size")));
      int cell = level * DataSpace.COUNT + space;
      String ours =
          counts.reads[cell] / instances
              + "/"
              + counts.fills[cell] / instances
              + "/"
              + counts.updates[cell] / instances;
      boolean full = !row.get("reads_full_overlap").isEmpty();
      if (space == DataSpace.I && !full) {
        continue;
      }
      String theirs =
          row.get(full ? "reads_full_overlap" : "reads")
              + "/"
              + row.get(full ? "fills_full_overlap" : "fills")
              + "/"
              + row.get("updates");
      cells += 3;
      if (!ours.equals(theirs)) {
        differences.add(
            row.get("layer")
                + " "
                + row.get("mapping")
                + " "
                + row.get("level")
                + " "
                + row.get("dataspace")
                + ": ours "
                + ours
                + ", theirs "
                + theirs);
      }
    }
    assertThat(differences).isEmpty();
    assertThat(cells).isGreaterThan(8000);
  }

  private static ConvolutionProblem problem(Map<String, String> row) {
    int[] extents = new int[8];
    for (int d = 0; d < 8; d++) {
      extents[d] = Integer.parseInt(row.get(DIMENSIONS[d]));
    }
    return new ConvolutionProblem(
        extents[0],
        extents[1],
        extents[2],
        extents[3],
        extents[4],
        extents[5],
        extents[6],
        extents[7],
        Integer.parseInt(row.get("Hstride")),
        Integer.parseInt(row.get("Wstride")),
        Integer.parseInt(row.get("Hdil")),
        Integer.parseInt(row.get("Wdil")),
        Arithmetic.INT16,
        Arithmetic.INT16,
        16,
        16,
        0);
  }

  private static List<Map<String, String>> rows() throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    InputStream file = LoopNestOracleTest.class.getResourceAsStream("loop-nest-counts.csv.gz");
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8))) {
      String[] header = reader.readLine().split(",", -1);
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] cells = line.split(",", -1);
        Map<String, String> row = new HashMap<>();
        for (int column = 0; column < header.length; column++) {
          row.put(header[column], cells[column]);
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
