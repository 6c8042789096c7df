package io.twofold.trainer.data;

import io.twofold.trainer.disk.DurableFiles;
import io.twofold.trainer.disk.UnwritableException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Fetches the files of a published data set from its mirrors into a folder. */
final class IdxDownload {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  static final Duration FILE_TIMEOUT = Duration.ofMinutes(3);

  private final IdxSet set;
  private final Duration fileTimeout;
  private final Consumer<String> log;

  IdxDownload(IdxSet set, Duration fileTimeout, Consumer<String> log) {
    this.set = set;
    this.fileTimeout = fileTimeout;
    this.log = log;
  }

  /**
   * Fetches what the folder lacks. A file appears there whole and with the right digest, or not at
   * all.
   *
   * @throws DataException where no mirror gives a file, with each mirror's reason
   */
  void into(Path folder) throws IOException {
    HttpClient http =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    for (IdxSet.Part part : set.parts()) {
      if (IdxSet.find(folder, part).isEmpty()) {
        fetch(http, part, folder);
      }
    }
  }

  private void fetch(HttpClient http, IdxSet.Part part, Path folder) throws IOException {
    List<String> reasons = new ArrayList<>();
    for (URI mirror : set.mirrors()) {
      URI uri = mirror.resolve(part.name() + ".gz");
      try {
        log.accept("Fetching " + uri);
        HttpResponse<byte[]> response = get(http, uri);
        if (response.statusCode() != 200) {
          throw new DataException("HTTP status " + response.statusCode());
        }
        byte[] bytes = response.body();
        set.requireDigest(uri.toString(), part, bytes, IdxFile.uncompressed(uri.toString(), bytes));
        DurableFiles.replace(folder.resolve(part.name() + ".gz"), bytes);
        return;
      } catch (UnwritableException e) {
        throw e;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new DataException("interrupted while fetching " + uri, e);
      } catch (IOException e) {
        reasons.add(
            uri.getHost() + ": " + (e.getMessage() == null ? e.toString() : e.getMessage()));
      }
    }
    throw new DataException(
        "%s could not be fetched (%s)".formatted(part.name(), String.join("; ", reasons)));
  }

  /** The whole answer; a timeout of the request alone would end with the headers. */
  private HttpResponse<byte[]> get(HttpClient http, URI uri)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> call =
        http.sendAsync(
            HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
    try {
      return call.get(fileTimeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new DataException("no whole answer within " + fileTimeout.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    } finally {
      call.cancel(true);
    }
  }
}
