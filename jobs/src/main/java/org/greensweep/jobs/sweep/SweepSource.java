package org.greensweep.jobs.sweep;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A sweep as it travels to executors: the texts of its files, decoded once per JVM that receives
 * them.
 */
public final class SweepSource implements Serializable {
  private static final long serialVersionUID = 1;

  private final SweepFiles files;
  private transient volatile @Nullable Sweep decoded;

  public SweepSource(SweepFiles files) {
    this.files = files;
  }

  /**
   * Key of the sweep: equal texts, equal id, so that a resumed run belongs to the one it finishes.
   */
  public String id() {
    return Keys.of("sweep", files.text(), files.accelerators(), files.dataflows());
  }

  /** SHA-256 of the sweep file. */
  public String fileHash() {
    return Keys.sha256(files.text());
  }

  public Sweep sweep() {
    Sweep sweep = decoded;
    if (sweep == null) {
      sweep = files.sweep();
      decoded = sweep;
    }
    return sweep;
  }
}
