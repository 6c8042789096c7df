package io.twofold.client.cli;

import io.twofold.client.AnswerStream;
import io.twofold.client.Codes;
import io.twofold.client.Decoded;
import io.twofold.client.Encoded;
import io.twofold.client.ImageFormat;
import io.twofold.client.Images;
import io.twofold.client.Pairs;
import io.twofold.client.ServedBy;
import io.twofold.client.TwofoldClient;
import java.util.Iterator;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What a server does with requests.
 *
 * @param all sends requests over one stream
 * @param servedBy who gave an answer
 */
record Operation<Q, A>(
    BiFunction<TwofoldClient, Iterator<Q>, AnswerStream<A>> all, Function<A, ServedBy> servedBy) {

  static final Operation<Images, Encoded> ENCODE =
      new Operation<>(TwofoldClient::encodeAll, Encoded::servedBy);

  static final Operation<Codes, Decoded> DECODE =
      new Operation<>(
          (client, codes) -> client.decodeAll(codes, ImageFormat.PNG), Decoded::servedBy);

  static final Operation<Pairs, Decoded> SWAP =
      new Operation<>((client, pairs) -> client.swapAll(pairs, ImageFormat.PNG), Decoded::servedBy);
}
