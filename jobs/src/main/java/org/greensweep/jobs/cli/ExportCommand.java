package org.greensweep.jobs.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.greensweep.catalog.CsvExport;
import org.greensweep.jobs.conf.Nearest;
import org.greensweep.network.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a table of the catalogue as one plain file for other tools. */
@Command(
    name = "export",
    description = {
      "Writes a table as one plain Parquet or CSV file, DIR/TABLE.FORMAT, for other tools. The file appears whole or",
      "not at all, and replaces an older one. In CSV a text that a spreadsheet would compute gets an apostrophe in front."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobs/greensweep export evaluations --format csv --to /tmp",
      "  jobs/greensweep export footprints --format parquet --to /tmp --json"
    })
public final class ExportCommand implements Callable<Integer> {
  /** What a table can be written as. */
  enum Format {
    PARQUET,
    CSV
  }

  @Parameters(paramLabel = "TABLE", description = "A result or reference table; show lists them.")
  private String table = "";

  @Option(
      names = "--format",
      required = true,
      paramLabel = "F",
      description = "${COMPLETION-CANDIDATES}.")
  private Format format = Format.CSV;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR",
      description = "An existing directory.")
  private Path to = Path.of("");

  @Mixin private OutputOption output = new OutputOption();

  @Option(names = "--json", description = "One JSON object for programs.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** What {@code --json} prints. */
  record Exported(List<String> paths, long rows) {}

  @Override
  public Integer call() {
    if (!Files.isDirectory(to) || !Files.isWritable(to)) {
      throw new UserError(
          "--to "
              + to
              + ": no directory that can be written; create it first (mkdir -p "
              + to
              + ")");
    }
    Path file = to.resolve(table + "." + format.name().toLowerCase(Locale.ROOT));
    long rows;
    try (QueryCatalogue catalogue = QueryCatalogue.open(output.directory())) {
      List<String> names = catalogue.tables().stream().map(t -> t.table().name()).toList();
      if (!names.contains(table)) {
        throw Nearest.unknown("export", "table", table, names);
      }
      rows = whole(catalogue, file);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        json
            ? Json.of(new Exported(List.of(file.toString()), rows))
            : "%s: %,d rows".formatted(file, rows));
    out.flush();
    return 0;
  }

  /** Writes beside the file and renames, so that nobody sees half of it. */
  private long whole(QueryCatalogue catalogue, Path file) {
    Path part = to.resolve("." + file.getFileName() + ".part");
    try {
      long rows = write(catalogue, part);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return rows;
    } catch (IOException e) {
      throw new UserError(file + ": cannot be written: " + e.getMessage(), e);
    } catch (SQLException e) {
      throw new UserError("Table " + table + " cannot be exported: " + e.getMessage(), e);
    } finally {
      delete(part);
    }
  }

  private long write(QueryCatalogue catalogue, Path part) throws SQLException, IOException {
    try (Statement statement = catalogue.connection().createStatement()) {
      if (format == Format.PARQUET) {
        return statement.executeUpdate(
            "COPY (SELECT * FROM %s) TO '%s' (FORMAT parquet)"
                .formatted(table, part.toAbsolutePath().toString().replace("'", "''")));
      }
      try (Writer writer = Files.newBufferedWriter(part);
          ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
        return CsvExport.write(rows, writer);
      }
    }
  }

  private static void delete(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw new UncheckedIOException("The unfinished " + part + " cannot be deleted", e);
    }
  }
}
