package io.twofold.server.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;

/** A gauge whose rows are replaced together. Not safe for many threads. */
final class Rows {

  private final MultiGauge gauge;
  private final List<Row<?>> rows = new ArrayList<>();

  /**
   * @param unit empty for none
   */
  Rows(MeterRegistry registry, String name, String unit, String description) {
    MultiGauge.Builder builder = MultiGauge.builder(name).description(description);
    this.gauge = (unit.isEmpty() ? builder : builder.baseUnit(unit)).register(registry);
  }

  void add(Tags tags, Number value) {
    rows.add(Row.of(tags, value));
  }

  /** Shows the rows that were added since the last time, and no others. */
  void publish() {
    gauge.register(List.copyOf(rows), true);
    rows.clear();
  }
}
