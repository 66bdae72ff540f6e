/**
 * Where the project lies, and the files that people write: strict YAML with the place of every
 * mistake.
 */
@NullMarked
package org.greensweep.jobs.conf;

import org.jspecify.annotations.NullMarked;
