package org.greensweep.jobs.conf;

import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
public final class Version implements IVersionProvider {
  /** For a run from class files, which have no manifest. */
  private static final String UNPACKED = "development";

  public static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? UNPACKED : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "greensweep " + text(),
      "Java "
          + System.getProperty("java.vm.version")
          + " ("
          + System.getProperty("java.vendor")
          + ")"
    };
  }
}
