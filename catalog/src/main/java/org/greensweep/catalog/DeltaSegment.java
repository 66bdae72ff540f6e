package org.greensweep.catalog;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a Delta log that makes the newest snapshot.
 *
 * @param checkpoint the parts of the newest complete checkpoint; empty where there is none
 * @param commits the commits after it, in order, without a gap
 */
record DeltaSegment(List<Path> checkpoint, List<Path> commits) {
  private static final Pattern COMMIT = Pattern.compile("(\\d{20})\\.json");
  private static final Pattern WHOLE_CHECKPOINT =
      Pattern.compile("(\\d{20})\\.checkpoint\\.parquet");
  private static final Pattern CHECKPOINT_PART =
      Pattern.compile("(\\d{20})\\.checkpoint\\.\\d{10}\\.(\\d{10})\\.parquet");

  /** The segment of a log folder; empty where no commit was ever completed. */
  static Optional<DeltaSegment> of(Path log) {
    if (!Files.isDirectory(log)) {
      return Optional.empty();
    }
    TreeMap<Long, Path> commits = new TreeMap<>();
    TreeMap<Long, List<Path>> checkpoints = new TreeMap<>();
    Map<Long, List<Path>> parts = new TreeMap<>();
    for (Path file : DeltaLog.list(log)) {
      String name = String.valueOf(file.getFileName());
      Matcher commit = COMMIT.matcher(name);
      Matcher whole = WHOLE_CHECKPOINT.matcher(name);
      Matcher part = CHECKPOINT_PART.matcher(name);
      if (commit.matches()) {
        commits.put(Long.parseLong(commit.group(1)), file);
      } else if (whole.matches()) {
        checkpoints.put(Long.parseLong(whole.group(1)), List.of(file));
      } else if (part.matches()) {
        long version = Long.parseLong(part.group(1));
        List<Path> found = parts.computeIfAbsent(version, v -> new ArrayList<>());
        found.add(file);
        if (found.size() == Long.parseLong(part.group(2))) {
          checkpoints.put(version, found);
        }
      }
    }
    return commits.isEmpty() && checkpoints.isEmpty()
        ? Optional.empty()
        : Optional.of(newest(log, commits, checkpoints));
  }

  private static DeltaSegment newest(
      Path log, TreeMap<Long, Path> commits, TreeMap<Long, List<Path>> checkpoints) {
    long checkpoint = checkpoints.isEmpty() ? -1 : checkpoints.lastKey();
    List<Path> after = new ArrayList<>();
    long expected = checkpoint + 1;
    for (Map.Entry<Long, Path> commit : commits.tailMap(expected).entrySet()) {
      if (commit.getKey() != expected) {
        throw DeltaLog.broken(log, "lacks commit %020d.json".formatted(expected), null);
      }
      after.add(commit.getValue());
      expected++;
    }
    return new DeltaSegment(
        checkpoints.isEmpty() ? List.of() : checkpoints.lastEntry().getValue(), after);
  }
}
