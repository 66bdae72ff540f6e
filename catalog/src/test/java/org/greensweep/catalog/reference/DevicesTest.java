package org.greensweep.catalog.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.List;
import org.greensweep.catalog.CatalogError;
import org.greensweep.catalog.carbon.CpuPowerCurve;
import org.greensweep.catalog.carbon.Watts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DevicesTest {
  private static final Devices DEVICES = Devices.load();

  @Test
  void devicesHaveTheirRatedPower() {
    assertThat(DEVICES.of("a100-sxm").rated()).isEqualTo(new Watts(400));
    assertThat(DEVICES.all()).hasSizeGreaterThan(20);
    assertThatThrownBy(() -> DEVICES.of("a100"))
        .isInstanceOf(CatalogError.class)
        .hasMessageContainingAll("'a100'", "a100-sxm", "watts");
  }

  @Test
  void powerCurvesRiseWithLoadAndStayPlausible() {
    assertThat(DEVICES.curves()).hasSize(3);
    for (CpuPowerCurve curve : DEVICES.curves()) {
      double before = curve.at(0).value();
      assertThat(before).as(curve.id()).isBetween(5.0, 100.0);
      for (int percent = 1; percent <= 100; percent++) {
        double now = curve.at(percent / 100.0).value();
        assertThat(now).as("%s at %d %%", curve.id(), percent).isGreaterThan(before);
        before = now;
      }
      assertThat(before).as(curve.id()).isBetween(50.0, 400.0);
    }
  }

  @ParameterizedTest
  @CsvSource({"W,2001,outside", "W,-5,outside", "W,0,outside", "W,NaN,outside", "kW,250,watts"})
  void absurdPowerAndOtherUnitsAreRefused(String unit, String power, String why) {
    String row = "x,X,gpu,rated,%s,%s,2024,s,l\n".formatted(power, unit);
    String text = "id,name,kind,basis,power,unit,year,source,licence\n" + row;
    List<CsvRow> rows =
        CsvFile.read(
            "d.csv",
            new StringReader(text),
            List.of("id,name,kind,basis,power,unit,year,source,licence".split(",")));
    assertThatThrownBy(() -> Devices.of(rows, List.of()))
        .isInstanceOf(CatalogError.class)
        .hasMessageContainingAll("d.csv:2", why);
  }

  @Test
  void embodiedCarbonCarriesItsRangeAndLifetime() {
    EmbodiedDevices embodied = EmbodiedDevices.load();
    assertThat(embodied.of("server-sci").share(1).central()).isCloseTo(28.54, within(0.005));
    assertThat(embodied.of("h100-sxm").total().spread()).isCloseTo(318 / 150.0, within(1e-9));
    assertThat(embodied.ids()).hasSizeGreaterThan(5);
    assertThatThrownBy(() -> embodied.of("h200-sxm"))
        .isInstanceOf(CatalogError.class)
        .hasMessageContaining("h100-sxm");
  }

  @Test
  void anEmbodiedRangeOutOfOrderIsRefused() {
    String header =
        "id,name,low,mass,high,unit,lifetime_years,year,boundary,verified,source,licence";
    List<CsvRow> rows =
        CsvFile.read(
            "e.csv",
            new StringReader(header + "\nx,X,5,4,6,kg,4,2024,b,yes,s,l\n"),
            List.of(header.split(",")));
    assertThatThrownBy(() -> EmbodiedDevices.of(rows))
        .isInstanceOf(CatalogError.class)
        .hasMessageContainingAll("e.csv:2", "'mass'", "order the three");
  }
}
