package io.twofold.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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
      Status status = Statuses.of(failure).getStatus();
      assertThat(status.getCode()).isEqualTo(Status.Code.INTERNAL);
      assertThat(status.getDescription()).isEqualTo("the server failed; its log says why");
    } finally {
      logger.removeHandler(handler);
      logger.setUseParentHandlers(true);
    }
    assertThat(events).singleElement().extracting(LogRecord::getThrown).isSameAs(failure);
  }

  @ParameterizedTest
  @CsvSource({"UNAVAILABLE, SERVER_STOPPING, 1000", "RESOURCE_EXHAUSTED, OVERLOADED, 100"})
  void whatMaySucceedLaterSaysWhen(Status.Code code, String reason, long millis) throws Exception {
    com.google.rpc.Status details = details(code);
    assertThat(details.getDetails(0).unpack(ErrorInfo.class).getReason()).isEqualTo(reason);
    assertThat(details.getDetails(1).unpack(RetryInfo.class).getRetryDelay())
        .isEqualTo(
            com.google.protobuf.Duration.newBuilder()
                .setSeconds(millis / 1000)
                .setNanos((int) (millis % 1000) * 1_000_000)
                .build());
  }

  @ParameterizedTest
  @EnumSource(value = Status.Code.class, mode = EnumSource.Mode.EXCLUDE, names = "OK")
  void everyCodeHasAReason(Status.Code code) throws Exception {
    com.google.rpc.Status details = details(code);
    assertThat(details.getCode()).isEqualTo(code.value());
    ErrorInfo info = details.getDetails(0).unpack(ErrorInfo.class);
    assertThat(info.getReason()).matches("[A-Z][A-Z_]+[A-Z]");
    assertThat(info.getDomain()).isEqualTo("twofold.io");
  }

  private static com.google.rpc.Status details(Status.Code code) {
    com.google.rpc.Status details =
        StatusProto.fromStatusAndTrailers(
            code.toStatus(), Statuses.plain(code.toStatus()).trailers());
    assertThat(details).isNotNull();
    return details;
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
