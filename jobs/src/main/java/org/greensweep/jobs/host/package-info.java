/** What can run a model on this host: our kernels, and ONNX Runtime where it is present. */
@NullMarked
package org.greensweep.jobs.host;

import org.jspecify.annotations.NullMarked;
