package org.greensweep.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {
  private final StringWriter written = new StringWriter();
  private final AtomicLong clock = new AtomicLong();

  @Test
  void aLogGetsALineEveryTenSecondsWithTheTimeLeft() {
    ConsoleProgress progress = new ConsoleProgress(new PrintWriter(written), false, clock::get);

    progress.begin("modelling", "layer problems", 100);
    seconds(5);
    progress.done(10);
    seconds(6);
    progress.done(25);
    progress.end("100 layer problems");

    assertThat(written.toString())
        .isEqualToNormalizingNewlines(
            """
            modelling    100 layer problems
            modelling    25 of 100 layer problems, 33 s left
            modelling    100 layer problems (11 s)
            """);
  }

  @Test
  void aTerminalHasOneLineThatMoves() {
    ConsoleProgress progress = new ConsoleProgress(new PrintWriter(written), true, clock::get);

    progress.begin("measuring", "workloads", 2);
    seconds(90);
    progress.done(1);

    assertThat(written.toString())
        .endsWith("\rmeasuring    1 of 2 workloads, 1 min 30 s left\u001b[K");
  }

  private void seconds(long count) {
    clock.addAndGet(count * 1_000_000_000L);
  }
}
