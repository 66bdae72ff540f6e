/** What training needs: memory by setting, and scores that weigh performance against resources. */
@NullMarked
package org.greensweep.catalog.training;

import org.jspecify.annotations.NullMarked;
