package org.greensweep.catalog.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.greensweep.catalog.reference.ImagingStudy;
import org.greensweep.catalog.reference.PublishedCampaigns;
import org.greensweep.catalog.reference.TrainingResult;
import org.greensweep.catalog.training.Candidate;
import org.greensweep.catalog.training.Tradeoff;

/**
 * Published studies as tables: the medical-imaging study with its radar axes, whether a row is on
 * the Pareto front of accuracy and energy of its data set, and its performance per energy; and the
 * training campaigns as printed and as recomputed.
 */
final class StudyTables {
  private StudyTables() {}

  static void create(TableFiller filler) throws SQLException {
    trainingStudy(filler, ImagingStudy.load());
    publishedCampaigns(filler);
  }

  private static void trainingStudy(TableFiller filler, ImagingStudy study) throws SQLException {
    List<Object[]> rows = new ArrayList<>();
    for (TrainingResult.Group group : study.groups()) {
      List<Candidate> candidates = candidates(study, group.dataset());
      List<Candidate> front = Tradeoff.paretoFront(candidates);
      double least = candidates.stream().mapToDouble(Candidate::resource).min().orElseThrow();
      double most = candidates.stream().mapToDouble(Candidate::resource).max().orElseThrow();
      List<TrainingResult> results = study.rows(group);
      List<ImagingStudy.Radar> radar = study.radar(group);
      for (int i = 0; i < results.size(); i++) {
        Candidate candidate = candidate(results.get(i));
        rows.add(
            row(
                results.get(i),
                radar.get(i),
                front.contains(candidate),
                Tradeoff.pepr(candidate, least, most)));
      }
    }
    filler.fill(
        "training_study",
        "dataset VARCHAR, model VARCHAR, parameters_m DOUBLE, setting VARCHAR, accuracy DOUBLE,"
            + " accuracy_deviation DOUBLE, diverged BOOLEAN, gpu_memory_gb DOUBLE,"
            + " training_s DOUBLE, inference_s DOUBLE, energy_wh DOUBLE, radar_accuracy DOUBLE,"
            + " radar_energy DOUBLE, radar_gpu_memory DOUBLE, radar_training_time DOUBLE,"
            + " pareto BOOLEAN, pepr_energy DOUBLE, doubt VARCHAR",
        rows);
  }

  private static Object[] row(
      TrainingResult result, ImagingStudy.Radar radar, boolean pareto, double pepr) {
    return new Object[] {
      result.group().dataset(),
      result.group().model(),
      result.group().parametersMillion(),
      result.setting(),
      result.accuracy(),
      result.accuracyDeviation(),
      result.diverged(),
      result.gpuMemoryGigabytes(),
      result.trainingSeconds(),
      result.inferenceSeconds(),
      result.energyWattHours(),
      radar.accuracy(),
      radar.energy(),
      radar.gpuMemory(),
      radar.trainingTime(),
      pareto,
      pepr,
      result.doubt().orElse(null)
    };
  }

  private static List<Candidate> candidates(ImagingStudy study, String dataset) {
    return study.rows().stream()
        .filter(result -> result.group().dataset().equals(dataset))
        .map(StudyTables::candidate)
        .toList();
  }

  private static Candidate candidate(TrainingResult result) {
    return new Candidate(
        result.group().model() + " " + result.setting(),
        result.accuracy(),
        result.energyWattHours());
  }

  private static void publishedCampaigns(TableFiller filler) throws SQLException {
    filler.fill(
        "published_campaigns",
        "campaign_id VARCHAR, name VARCHAR, published_g DOUBLE, recomputed_g DOUBLE, ratio DOUBLE,"
            + " tolerance DOUBLE, recomputed_kwh DOUBLE, source VARCHAR",
        PublishedCampaigns.load().all().stream()
            .map(
                campaign ->
                    new Object[] {
                      campaign.id(),
                      campaign.campaign().name(),
                      campaign.mass().value(),
                      campaign.recomputed().central(),
                      campaign.massRatio(),
                      campaign.tolerance(),
                      campaign.campaign().energyFacility().kilowattHours(),
                      campaign.source()
                    })
            .toList());
  }
}
