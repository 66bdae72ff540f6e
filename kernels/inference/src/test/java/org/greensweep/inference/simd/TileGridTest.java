package org.greensweep.inference.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.network.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How layers are cut into tiles. */
class TileGridTest {
  private static final ConvolutionShape MAP =
      new ConvolutionShape(14, 14, 64, 14, 14, 96, 1, Window.square(1), 0);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void tilesHoldEveryRowOfEveryPanelOnce(int threads) {
    for (int rows = 1; rows < 60; rows += 3) {
      for (int panels = 1; panels < 6; panels++) {
        for (int way = 0; way < 4; way++) {
          long weights = way % 2 == 0 ? 1 : Long.MAX_VALUE;
          TileGrid grid = TileGrid.of(MAP, rows, 18, 6, panels, weights, way < 2, threads);
          List<Integer> places = new ArrayList<>();
          for (int tile = 0; tile < grid.tiles(); tile++) {
            assertThat(grid.endRow(tile) - grid.firstRow(tile)).isBetween(1, 18);
            assertThat(grid.endPanel(tile)).isGreaterThan(grid.firstPanel(tile));
            for (int panel = grid.firstPanel(tile); panel < grid.endPanel(tile); panel++) {
              for (int row = grid.firstRow(tile); row < grid.endRow(tile); row++) {
                places.add(panel * rows + row);
              }
            }
          }
          assertThat(places)
              .as("%d rows, %d panels, %d threads", rows, panels, threads)
              .hasSize(rows * panels)
              .doesNotHaveDuplicates();
        }
      }
    }
  }

  @Test
  void threadsShareWhatIsMore() {
    TileGrid light = TileGrid.of(MAP, 196, 192, 6, 4, 100, true, 2);
    assertThat(light.panels().count()).as("maps are more").isEqualTo(1);
    assertThat(light.rows().count()).isEqualTo(2);
    assertThat(light.endRow(0)).as("about half, in whole stacks").isEqualTo(102);
    TileGrid heavy = TileGrid.of(MAP, 49, 192, 6, 4, 1_000_000, true, 2);
    assertThat(heavy.panels().count()).as("weights are more").isEqualTo(2);
    assertThat(heavy.rows().count()).isEqualTo(1);
    TileGrid odd = TileGrid.of(MAP, 49, 192, 6, 5, 1_000_000, true, 2);
    assertThat(odd.tiles()).as("rows even a remainder of panels out").isEqualTo(10);
    TileGrid uneven = TileGrid.of(MAP, 49, 192, 6, 5, 1_000_000, false, 2);
    assertThat(uneven.tiles()).as("or else one thread has a panel more").isEqualTo(2);
    assertThat(uneven.endPanel(0)).isEqualTo(3);
  }
}
