package org.greensweep.hardware;

/** Fixed shares of a level's capacity, in bytes, where its data spaces do not share one memory. */
public record Partition(long weightBytes, long inputBytes, long outputBytes) {
  public Partition {
    Check.notNegative("weight share in bytes", weightBytes);
    Check.notNegative("input share in bytes", inputBytes);
    Check.notNegative("output share in bytes", outputBytes);
    Check.capacity("weight share", weightBytes);
    Check.capacity("input share", inputBytes);
    Check.capacity("output share", outputBytes);
  }

  long bytes(DataSpace space) {
    return switch (space) {
      case WEIGHTS -> weightBytes;
      case INPUTS -> inputBytes;
      case OUTPUTS -> outputBytes;
    };
  }
}
