package org.greensweep.jobs.cli;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.greensweep.catalog.Catalogue;
import org.greensweep.catalog.TableSummary;
import org.greensweep.catalog.sql.ReferenceTables;

/** The results below an output folder and the reference data beside them, open for SQL. */
final class QueryCatalogue implements AutoCloseable {
  private final Catalogue catalogue;
  private final List<TableSummary> tables;

  private QueryCatalogue(Catalogue catalogue, List<TableSummary> tables) {
    this.catalogue = catalogue;
    this.tables = tables;
  }

  static QueryCatalogue open(Path output) {
    Catalogue catalogue = Catalogue.open(output.resolve("catalogue"));
    try {
      List<TableSummary> references = ReferenceTables.create(catalogue.connection());
      return new QueryCatalogue(
          catalogue, Stream.concat(catalogue.tables().stream(), references.stream()).toList());
    } catch (SQLException e) {
      catalogue.close();
      throw new IllegalStateException("The reference tables do not fit their columns", e);
    } catch (RuntimeException e) {
      catalogue.close();
      throw e;
    }
  }

  /** Result tables, then reference tables. */
  List<TableSummary> tables() {
    return tables;
  }

  Connection connection() {
    return catalogue.connection();
  }

  @Override
  public void close() {
    catalogue.close();
  }
}
