package io.atelier.data.pack;

/** What files and Kafka clients throw when their thread is interrupted, as an {@link InterruptedException}. */
public final class Interruption {

    private Interruption() {}

    /** Takes the mark off the thread, in exchange for the exception. */
    public static InterruptedException of(Exception cause) {
        Thread.interrupted();
        InterruptedException interruption = new InterruptedException("Interrupted while a dataset was read or made");
        interruption.initCause(cause);
        return interruption;
    }
}
