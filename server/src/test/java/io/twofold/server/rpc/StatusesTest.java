package io.twofold.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class StatusesTest {

  @Test
  void whatNobodyForesawIsLoggedAndNotTold() {
    Logger logger = Logger.getLogger(Statuses.class.getName());
    List<LogRecord> events = new ArrayList<>();
    Handler handler = handler(events);
    IllegalStateException failure = new IllegalStateException("secret");
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
    try {
      Status status = Statuses.of(failure);
      assertThat(status.getCode()).isEqualTo(Status.Code.INTERNAL);
      assertThat(status.getDescription()).isEqualTo("the server failed; its log says why");
    } finally {
      logger.removeHandler(handler);
      logger.setUseParentHandlers(true);
    }
    assertThat(events).singleElement().extracting(LogRecord::getThrown).isSameAs(failure);
  }

  private static Handler handler(List<LogRecord> events) {
    return new Handler() {
      @Override
      public void publish(LogRecord event) {
        events.add(event);
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
