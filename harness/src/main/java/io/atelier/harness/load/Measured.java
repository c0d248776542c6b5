package io.atelier.harness.load;

import java.util.Locale;

/**
 * What so many trainers got.
 *
 * @param trainers that asked at once
 * @param images of all in a second
 * @param bytes of these images, with their labels, in a second
 * @param waiting share of their time that they waited for images, from 0 to 1
 * @param dataServices processor seconds of all data services in a second
 * @param broker of the broker
 * @param fakes of the fake trainers, all in one process
 */
public record Measured(
        int trainers, double images, double bytes, double waiting, double dataServices, double broker, double fakes) {

    static final String HEADER = """
                                             processor cores used by               MB/s for each core of
            trainers   images/s     MB/s  waiting   data services   broker  trainers   data services   broker""";

    String line() {
        return String.format(
                Locale.ROOT,
                "%8d %,10.0f %8.1f %7.0f%% %15.2f %8.2f %9.2f %15.0f %8.0f",
                trainers,
                images,
                bytes / 1e6,
                100 * waiting,
                dataServices,
                broker,
                fakes,
                bytes / 1e6 / dataServices,
                bytes / 1e6 / broker);
    }
}
