/** The reference data as tables beside the results, for questions in SQL. */
@NullMarked
package org.greensweep.catalog.sql;

import org.jspecify.annotations.NullMarked;
