package org.greensweep.bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The processes of all contestants so far: each is started once and stays warm. */
final class Workers implements AutoCloseable {
  private final Map<Contestant, WorkerProcess> running = new LinkedHashMap<>();
  private final Path log;

  Workers(Path log) {
    this.log = log;
  }

  /** The processes of {@code contestants}, in their order; all others are ended. */
  List<WorkerProcess> of(Set<Contestant> contestants) {
    running
        .values()
        .removeIf(
            worker -> {
              boolean done = !contestants.contains(worker.contestant());
              if (done) {
                worker.close();
              }
              return done;
            });
    return contestants.stream()
        .map(
            contestant ->
                running.computeIfAbsent(
                    contestant, one -> WorkerProcess.start(one, Jdks.home(one.jvm()), log)))
        .toList();
  }

  @Override
  public void close() {
    running.values().forEach(WorkerProcess::close);
    running.clear();
  }
}
