package org.greensweep.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.greensweep.hardware.studies.Layers;
import org.greensweep.network.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataflowTest {
  private static Dataflow dataflow(
      String columns, String columnsMust, String inside, String whole) {
    return new Dataflow(
        "mine",
        "",
        "test",
        List.of(DataSpace.WEIGHTS),
        null,
        columns,
        columnsMust,
        "R",
        null,
        inside,
        whole,
        null);
  }

  @ParameterizedTest
  @CsvSource({
    "GX,'','','',columns is 'GX' but 'X' is no loop; the loops are G N M C P Q R S",
    "GMG,'','','','columns is ''GMG'', which names G twice'",
    "GM,C,'','','columns-must names C, which columns (''GM'') does not allow'",
    "GM,'',C,S,'whole names S, which inside (''C'') does not allow'"
  })
  void aConstraintThatMakesNoSenseIsNamed(
      String columns, String must, String inside, String whole, String message) {
    assertThatThrownBy(() -> dataflow(columns, must, inside, whole))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("Dataflow mine: ")
        .hasMessageContaining(message);
  }

  @Test
  void nothingRunsInsideAPeThatKeepsNothing() {
    assertThatThrownBy(
            () ->
                new Dataflow(
                    "mine", "", "test", List.of(), null, "M", null, "C", null, "S", null, null))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("register files keep nothing");
  }

  /** A loop that must run across the columns does, though another one would cost less. */
  @Test
  void aLoopThatMustBeSpreadIs() throws Exception {
    ConvolutionProblem problem = Layers.layer(1, 1, 16, 16, 13, 3, 1);
    for (String must : List.of("M", "C", "S")) {
      LayerCost cost =
          MappingSearch.best(problem, Accelerators.isca16(), dataflow("MCS", must, "", ""));
      String columns = cost.mapping().replaceAll(".*spX ([^|/]*).*", "$1");
      assertThat(columns).contains(must);
    }
  }

  @Test
  void theHashFollowsTheConstraints() {
    assertThat(dataflow("GM", "M", "", "").contentHash())
        .isEqualTo(dataflow("GM", "M", "", "").contentHash())
        .isNotEqualTo(dataflow("GM", "G", "", "").contentHash());
  }
}
