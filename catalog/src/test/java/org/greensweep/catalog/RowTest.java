package org.greensweep.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowTest {
  private static final Table TABLE =
      new Table(
          "things",
          "One row per thing.",
          List.of(
              Columns.text("name", "Its name."),
              Columns.integer("parts", "", "Its parts."),
              Columns.nullable(Columns.real("energy_j", "J", "Its energy.")),
              Columns.nullable(Columns.flag("stable", "Whether it stands.")),
              Columns.nullable(Columns.moment("made_at", "When it was made."))));

  private static Row.Builder named() {
    return Row.of(TABLE).set("name", "a").set("parts", 3L);
  }

  @Test
  void valuesComeInColumnOrderWhateverTheOrderOfSetting() {
    Instant moment = Instant.parse("2026-01-02T03:04:05.123456789Z");
    Row row =
        Row.of(TABLE)
            .set("made_at", moment)
            .set("stable", true)
            .set("energy_j", 1.5f)
            .set("parts", 7)
            .set("name", "x")
            .build();
    assertThat(row.values())
        .containsExactly("x", 7L, 1.5, true, Instant.parse("2026-01-02T03:04:05.123456Z"));
    assertThat(row.value("parts")).isEqualTo(7L);
  }

  @Test
  void whatIsNotSetIsNullWhereItMayBe() {
    assertThat(named().set("energy_j", null).build().values())
        .containsExactly("a", 3L, null, null, null);
  }

  @Test
  void changingTheValuesHandedOutChangesNoRow() {
    Row row = named().build();
    row.values()[0] = "changed";
    assertThat(row.value("name")).isEqualTo("a");
  }

  @Test
  void equalRowsAreEqualAndSurviveSerialization() throws Exception {
    Row row = named().build();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(row);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(row).hasSameHashCodeAs(named().build());
    }
    assertThat(row).isNotEqualTo(named().set("energy_j", 1.0).build());
    assertThat(row).hasToString("things[a, 3, null, null, null]");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void aNumberThatIsNoneIsRefused(double value) {
    assertThatThrownBy(() -> named().set("energy_j", value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("things", "energy_j", String.valueOf(value), "finite");
  }

  @Test
  void everyOtherMistakeIsRefusedByName() {
    assertThatThrownBy(() -> named().set("energy", 1.0))
        .hasMessageContainingAll("no column 'energy'", "energy_j");
    assertThatThrownBy(() -> named().set("energy_j", 1)).hasMessageContaining("is no Double");
    assertThatThrownBy(() -> Row.of(TABLE).set("parts", 1.0)).hasMessageContaining("is no Long");
    assertThatThrownBy(() -> named().set("made_at", "today")).hasMessageContaining("is no Instant");
    assertThatThrownBy(() -> named().set("name", "b")).hasMessageContaining("set before, to a");
    assertThatThrownBy(() -> Row.of(TABLE).set("name", null)).hasMessageContaining("needs a value");
    assertThatThrownBy(() -> Row.of(TABLE).set("name", "a").build())
        .hasMessageContainingAll("parts", "was never set");
    assertThatThrownBy(() -> named().build().value("nothing")).hasMessageContaining("nothing");
  }

  @Test
  void aTableRefusesTwoColumnsOfOneNameAndAColumnABadName() {
    Column column = Columns.text("name", "A name.");
    assertThatThrownBy(() -> new Table("t", "T.", List.of(column, column)))
        .hasMessageContaining("two columns name");
    assertThatThrownBy(() -> Columns.text("energyJ", "E.")).hasMessageContaining("energyJ");
    assertThatThrownBy(() -> Columns.text("energy_j", " ")).hasMessageContaining("meaning");
  }
}
