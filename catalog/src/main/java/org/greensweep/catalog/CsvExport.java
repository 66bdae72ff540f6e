package org.greensweep.catalog;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * Writes the answer of a query as CSV (RFC 4180). A text that a spreadsheet would take for a
 * formula gets an apostrophe in front, which keeps it inert; numbers stay as they are.
 */
public final class CsvExport {
  /** What spreadsheets start a formula with; tab and return are skipped before one. */
  private static final String FORMULA_STARTS = "=+-@\t\r";

  private CsvExport() {}

  /**
   * Writes header and rows.
   *
   * @return the number of rows
   */
  public static long write(ResultSet result, Appendable out) throws SQLException, IOException {
    ResultSetMetaData columns = result.getMetaData();
    CSVPrinter printer = new CSVPrinter(out, CSVFormat.RFC4180);
    List<Object> header = new ArrayList<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      header.add(inert(columns.getColumnLabel(i)));
    }
    printer.printRecord(header);
    long rows = 0;
    while (result.next()) {
      List<@Nullable Object> cells = new ArrayList<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        Object value = result.getObject(i);
        cells.add(value == null || value instanceof Number ? value : inert(value.toString()));
      }
      printer.printRecord(cells);
      rows++;
    }
    printer.flush();
    return rows;
  }

  /** The text with an apostrophe in front where a spreadsheet would compute it. */
  static String inert(String text) {
    boolean formula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
    return formula ? "'" + text : text;
  }
}
