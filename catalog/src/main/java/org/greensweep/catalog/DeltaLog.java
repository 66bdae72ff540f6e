package org.greensweep.catalog;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The live files of a Delta table, replayed from its log as the Delta protocol says: the newest
 * checkpoint, then every commit after it; a file counts when its last action is 'add'. What a crash
 * left in the folder is in no commit and so is never counted.
 *
 * <p>The folder is listed instead of reading {@code _last_checkpoint}: that file is only a hint for
 * stores where listing is dear, and it may be stale. Tables that need more than reader version 1
 * (deletion vectors, column mapping, checkpoints with sidecars) or are partitioned are refused:
 * Greensweep writes none.
 */
final class DeltaLog {
  private static final int READER_VERSION_WITH_FEATURES = 3;

  /** Reader features that change nothing for a table without deletion vectors. */
  private static final Set<String> HARMLESS_FEATURES =
      Set.of("timestampNtz", "vacuumProtocolCheck", "deletionVectors");

  private final Connection connection;
  private final Path table;
  private final Path log;
  private final Set<String> live = new TreeSet<>();

  private DeltaLog(Connection connection, Path table) {
    this.connection = connection;
    this.table = table;
    this.log = table.resolve("_delta_log");
  }

  /**
   * The files of the newest snapshot; empty when the folder has no log with a commit, that is, when
   * the table does not exist yet.
   *
   * @param connection a DuckDB connection, which parses the log
   * @throws CatalogError when the log is broken or a live file is missing
   */
  static List<Path> liveFiles(Connection connection, Path table) {
    DeltaLog log = new DeltaLog(connection, table);
    Optional<DeltaSegment> segment = DeltaSegment.of(log.log);
    if (segment.isEmpty()) {
      return List.of();
    }
    log.replay(segment.get());
    return log.existing();
  }

  private void replay(DeltaSegment segment) {
    if (!segment.checkpoint().isEmpty()) {
      // A checkpoint row has the shape of a commit line, one column per action.
      actions("SELECT to_json(c), filename FROM read_parquet(%s) c", segment.checkpoint());
    }
    if (!segment.commits().isEmpty()) {
      actions("SELECT json, filename FROM read_ndjson_objects(%s)", segment.commits());
    }
  }

  private void actions(String read, List<Path> files) {
    // File names begin with the version, so their order is the order of the commits.
    String query =
        """
        SELECT a->>'$.add.path', a->>'$.remove.path', a->>'$.add.deletionVector.pathOrInlineDv',
               a->>'$.metaData.partitionColumns', a->>'$.protocol.minReaderVersion',
               a->'$.protocol.readerFeatures'->>'$[*]', json_type(a), file
        FROM (%s) AS actions(a, file)
        ORDER BY file
        """
            .formatted(read.formatted(Sql.files(files)));
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        apply(row, Path.of(row.getString(8)));
      }
    } catch (SQLException e) {
      throw broken(log, "cannot be read: " + firstLine(e.getMessage()), e);
    }
  }

  private void apply(ResultSet row, Path file) throws SQLException {
    String added = row.getString(1);
    String removed = row.getString(2);
    if (!"OBJECT".equals(row.getString(7))) {
      throw broken(file, "has a line that is no JSON object", null);
    }
    if (row.getString(3) != null) {
      throw unsupported(file, "deletion vectors");
    }
    String partitionColumns = row.getString(4);
    if (partitionColumns != null && !partitionColumns.equals("[]")) {
      throw unsupported(file, "partition columns " + partitionColumns);
    }
    checkProtocol(row, file);
    if (removed != null) {
      live.remove(removed);
    }
    if (added != null) {
      live.add(added);
    }
  }

  private void checkProtocol(ResultSet row, Path file) throws SQLException {
    int readerVersion = row.getInt(5);
    if (readerVersion <= 1) {
      return;
    }
    if (readerVersion != READER_VERSION_WITH_FEATURES) {
      throw unsupported(file, "reader version " + readerVersion);
    }
    if (row.getArray(6) == null) {
      return;
    }
    for (Object feature : (Object[]) row.getArray(6).getArray()) {
      if (!HARMLESS_FEATURES.contains(String.valueOf(feature))) {
        throw unsupported(file, "reader feature " + feature);
      }
    }
  }

  private List<Path> existing() {
    List<Path> files = new ArrayList<>();
    for (String path : live) {
      Path file = resolve(path);
      if (!Files.isRegularFile(file)) {
        throw new CatalogError(
            "%s: the log counts file %s, which is not there; restore it or write the table anew"
                .formatted(table, path));
      }
      files.add(file);
    }
    return files;
  }

  /** Paths in the log are URIs, relative to the table or absolute, with percent escapes. */
  private Path resolve(String path) {
    try {
      URI uri = new URI(path);
      return uri.isAbsolute() ? Path.of(uri) : table.resolve(uri.getPath());
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw broken(log, "has a file path that is no URI: '" + path + "'", e);
    }
  }

  private CatalogError unsupported(Path file, String what) {
    return new CatalogError(
        "%s: uses %s, which this reader does not know; Greensweep's own tables have none"
            .formatted(file, what));
  }

  static CatalogError broken(Path file, String why, @Nullable Exception cause) {
    String message = "%s: the Delta log is broken: it %s".formatted(file, why);
    return cause == null ? new CatalogError(message) : new CatalogError(message, cause);
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "" : message.lines().findFirst().orElse("");
  }

  /** Lists a folder. */
  static List<Path> list(Path folder) {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new CatalogError(folder + ": cannot be listed: " + e, e);
    }
  }
}
