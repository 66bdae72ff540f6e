package org.greensweep.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatCrossesToAWorkerIsReadAsItWasMeant(boolean brief) {
    for (List<Comparison> race : Plan.of(brief)) {
      assertThat(race).extracting(Comparison::subject).containsOnly(race.get(0).subject());
      for (Comparison comparison : race) {
        assertThat(Subject.parse(comparison.subject().toString())).isEqualTo(comparison.subject());
        assertThat(Contestant.parse(comparison.ours().toString())).isEqualTo(comparison.ours());
      }
    }
  }
}
