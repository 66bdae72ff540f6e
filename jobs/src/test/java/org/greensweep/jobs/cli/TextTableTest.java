package org.greensweep.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void numbersStandToTheRightAndTextToTheLeft() {
    TextTable table = new TextTable("network", "MACs");
    table.add("alexnet", "714,188,480");
    table.add("vgg", "-");

    assertThat(table.toString())
        .isEqualTo(
            """
            network         MACs
            --------------------
            alexnet  714,188,480
            vgg                -""");
  }

  @Test
  void aRowOfAnotherLengthIsRefused() {
    assertThatThrownBy(() -> new TextTable("a", "b").add("1"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
