package org.greensweep.catalog.training;

import java.util.List;
import org.greensweep.catalog.reference.ImagingStudy;
import org.greensweep.catalog.reference.TrainingResult;

/** Accuracy against energy among all rows of one data set of the medical-imaging study. */
public final class StudyScores {
  private final List<Candidate> candidates;
  private final List<Candidate> front;

  private StudyScores(List<Candidate> candidates) {
    this.candidates = candidates;
    this.front = Tradeoff.paretoFront(candidates);
  }

  /** The scores of one data set. */
  public static StudyScores of(ImagingStudy study, String dataset) {
    return new StudyScores(
        study.rows().stream()
            .filter(result -> result.group().dataset().equals(dataset))
            .map(StudyScores::candidate)
            .toList());
  }

  /** Whether no other row is as accurate for less energy. */
  public boolean onParetoFront(TrainingResult result) {
    return front.contains(candidate(result));
  }

  /** Performance per energy, the energy normalised over the data set. */
  public double pepr(TrainingResult result) {
    return Tradeoff.pepr(
        candidate(result),
        candidates.stream().mapToDouble(Candidate::resource).min().orElseThrow(),
        candidates.stream().mapToDouble(Candidate::resource).max().orElseThrow());
  }

  private static Candidate candidate(TrainingResult result) {
    return new Candidate(
        result.group().model() + " " + result.setting(),
        result.accuracy(),
        result.energyWattHours());
  }
}
