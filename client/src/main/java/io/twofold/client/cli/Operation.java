package io.twofold.client.cli;

import io.twofold.client.Codes;
import io.twofold.client.Decoded;
import io.twofold.client.Encoded;
import io.twofold.client.ImageFormat;
import io.twofold.client.Images;
import io.twofold.client.ServedBy;
import io.twofold.client.TwofoldClient;
import io.twofold.client.cli.bulk.AsyncAnswers;
import java.util.Iterator;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What a server does with requests, one or many of them.
 *
 * @param one calls with a request
 * @param all calls with many, over one stream
 * @param servedBy who gave an answer
 */
record Operation<Q, A>(
    BiFunction<TwofoldClient, Q, A> one,
    BiFunction<TwofoldClient, Iterator<Q>, Iterator<A>> all,
    Function<A, ServedBy> servedBy) {

  static final Operation<Images, Encoded> ENCODE =
      new Operation<>(
          TwofoldClient::encode,
          (client, images) -> new AsyncAnswers<>(images, client::encodeAsync),
          Encoded::servedBy);

  static final Operation<Codes, Decoded> DECODE =
      new Operation<>(
          (client, codes) -> client.decode(codes, ImageFormat.PNG),
          (client, codes) ->
              new AsyncAnswers<>(codes, part -> client.decodeAsync(part, ImageFormat.PNG)),
          Decoded::servedBy);

  static final Operation<SwapPairs, Decoded> SWAP =
      new Operation<>(
          (client, pairs) ->
              pairs.contents() == null
                  ? client.swapToLabel(pairs.labels(), pairs.styles(), ImageFormat.PNG)
                  : client.swap(pairs.contents(), pairs.styles(), ImageFormat.PNG),
          (client, all) -> new AsyncAnswers<>(all, pairs -> pairs.swap(client)),
          Decoded::servedBy);
}
