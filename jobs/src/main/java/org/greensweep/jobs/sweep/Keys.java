package org.greensweep.jobs.sweep;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Row keys: the SHA-256 of everything a row depends on. A row whose key exists is not computed
 * again, so what changes a figure must be among the parts.
 */
public final class Keys {
  private static final int KEY_BYTES = 16;

  private Keys() {}

  /**
   * 32 hexadecimal digits of the parts in order; the parts' lengths count, so that no two lists of
   * parts run together.
   */
  public static String of(Object... parts) {
    MessageDigest digest = sha256();
    for (Object part : parts) {
      byte[] bytes = String.valueOf(part).getBytes(StandardCharsets.UTF_8);
      digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest(), 0, KEY_BYTES);
  }

  /** All 64 hexadecimal digits of a text's SHA-256. */
  public static String sha256(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
