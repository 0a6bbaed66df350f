package io.eventrecorder.correlator.internal.key;

import io.eventrecorder.Event;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How keys are made.
 *
 * @param identity the text that takes the place of the message in the identity; null: the message
 * @param identityFunction the same, chosen by the application
 * @param aggregation group and local key, chosen by the application
 * @param reasonInBucket whether events of different reasons have different buckets
 * @param fieldPathInBucket whether events of different parts of an object have different buckets
 * @param bucketFunction the bucket, chosen by the application
 * @param typeInChosenBucket whether events of different types have different buckets even if {@code
 *     bucketFunction} chose the same text
 * @param everyReporter whether what two instances of one program report are two events
 */
public record EventKeyRules(
    @Nullable Function<Event, String> identity,
    UserFunction<String> identityFunction,
    AggregationFunction<?> aggregation,
    boolean reasonInBucket,
    boolean fieldPathInBucket,
    UserFunction<String> bucketFunction,
    boolean typeInChosenBucket,
    boolean everyReporter) {}
