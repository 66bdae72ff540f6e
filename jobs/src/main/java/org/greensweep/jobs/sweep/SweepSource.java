package org.greensweep.jobs.sweep;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sweep as it travels to executors: the texts of its files, decoded once per JVM that receives
 * them.
 */
public final class SweepSource implements Serializable {
  private static final long serialVersionUID = 1;

  private final String place;
  private final String text;
  private final Map<String, String> acceleratorTexts;
  private transient volatile @Nullable Sweep decoded;

  /**
   * @param place the sweep file's name, for errors
   * @param acceleratorTexts the accelerators' YAML by the name that the sweep file gives, in its
   *     order
   */
  public SweepSource(String place, String text, Map<String, String> acceleratorTexts) {
    this.place = place;
    this.text = text;
    this.acceleratorTexts = new LinkedHashMap<>(acceleratorTexts);
  }

  /**
   * Key of the sweep: equal texts, equal id, so that a resumed run belongs to the one it finishes.
   */
  public String id() {
    return Keys.of("sweep", text, acceleratorTexts);
  }

  /** SHA-256 of the sweep file. */
  public String fileHash() {
    return Keys.sha256(text);
  }

  public Sweep sweep() {
    Sweep sweep = decoded;
    if (sweep == null) {
      sweep = SweepReader.sweep(place, text, acceleratorTexts);
      decoded = sweep;
    }
    return sweep;
  }
}
