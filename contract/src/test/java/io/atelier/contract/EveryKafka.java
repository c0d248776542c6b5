package io.atelier.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * What a broker of another version might answer in another way: the queue, transactions and fencing, topics, refusals. The
 * gate runs such tests a second time, on the newest Kafka. Their modules give the execution {@code newest-kafka} a phase.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("every-kafka")
public @interface EveryKafka {}
