package org.greensweep.catalog.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.greensweep.catalog.TableSummary;
import org.greensweep.catalog.reference.ImagingStudy;
import org.greensweep.catalog.reference.PublishedCampaigns;
import org.greensweep.catalog.reference.TrainingResult;
import org.greensweep.catalog.training.StudyScores;

/**
 * Published studies as tables: the medical-imaging study with its radar axes, whether a row is on
 * the Pareto front of accuracy and energy of its data set, and its performance per energy; and the
 * training campaigns as printed and as recomputed.
 */
final class StudyTables {
  private StudyTables() {}

  static List<TableSummary> create(TableFiller filler) throws SQLException {
    return List.of(trainingStudy(filler, ImagingStudy.load()), publishedCampaigns(filler));
  }

  private static TableSummary trainingStudy(TableFiller filler, ImagingStudy study)
      throws SQLException {
    List<Object[]> rows = new ArrayList<>();
    for (TrainingResult.Group group : study.groups()) {
      StudyScores scores = StudyScores.of(study, group.dataset());
      List<TrainingResult> results = study.rows(group);
      List<ImagingStudy.Radar> radar = study.radar(group);
      for (int i = 0; i < results.size(); i++) {
        TrainingResult result = results.get(i);
        rows.add(row(result, radar.get(i), scores.onParetoFront(result), scores.pepr(result)));
      }
    }
    return filler.fill(ReferenceSchema.TRAINING_STUDY, rows);
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

  private static TableSummary publishedCampaigns(TableFiller filler) throws SQLException {
    return filler.fill(
        ReferenceSchema.PUBLISHED_CAMPAIGNS,
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
