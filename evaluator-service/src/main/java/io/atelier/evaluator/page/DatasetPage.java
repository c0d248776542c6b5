package io.atelier.evaluator.page;

import io.atelier.contract.VisibleText;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.DatasetStatistics;
import io.atelier.evaluator.page.RunPage.Setting;
import io.atelier.evaluator.trainset.TrainImages;
import io.atelier.evaluator.view.KnownDataset;
import io.atelier.evaluator.view.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * What the page of a dataset shows, as text.
 *
 * @param dataset its id
 * @param drawn whether a loud mark must say that the images are not real ones
 * @param facts what it is and where it came from
 * @param imbalance null where classes have about as many images
 * @param channels mean and deviation; empty while they are not known
 * @param classes with their counts, as many as there is room for
 * @param samples training images before and after augmentation
 * @param runs that are of it, the latest first
 */
public record DatasetPage(
        String dataset,
        boolean drawn,
        List<Setting> facts,
        Imbalance imbalance,
        List<ChannelRow> channels,
        ClassTable classes,
        SampleTable samples,
        List<RunListRow> runs) {

    /** Mean and deviation of a channel, as shares of the brightest and in 255ths. */
    public record ChannelRow(String channel, String mean, String deviation, String mean255, String deviation255) {}

    static DatasetPage of(KnownDataset known, List<Run> runs, TrainImages images) {
        DatasetDescription description = known.description();
        return new DatasetPage(
                description.id(),
                DatasetListRow.isDrawn(description),
                facts(description),
                Imbalance.of(known).orElse(null),
                known.statistics().map(DatasetPage::channelRows).orElse(List.of()),
                ClassTable.of(known),
                SampleTable.of(description, runs, images),
                runs.stream().map(RunListRow::of).toList());
    }

    private static List<Setting> facts(DatasetDescription description) {
        List<Setting> facts = new ArrayList<>();
        facts.add(new Setting("Name", description.name()));
        facts.add(new Setting("Images", DatasetListRow.size(description.image())));
        facts.add(new Setting("Classes", Format.count(description.classes().size())));
        facts.add(new Setting("Training images", Format.count(description.train())));
        facts.add(new Setting("Test images", Format.count(description.test())));
        facts.add(new Setting("Source", description.source().kind()));
        facts.add(new Setting("Place", VisibleText.of(description.source().place())));
        new TreeMap<>(description.source().details())
                .forEach((name, value) -> facts.add(new Setting(name, VisibleText.of(value))));
        facts.add(new Setting("SHA-256 of the pixels", description.pixelsSha256()));
        return facts;
    }

    private static List<ChannelRow> channelRows(DatasetStatistics statistics) {
        List<String> names = statistics.mean().size() == 1 ? List.of("Grey") : List.of("Red", "Green", "Blue");
        List<ChannelRow> rows = new ArrayList<>();
        for (int channel = 0; channel < names.size(); channel++) {
            double mean = statistics.mean().get(channel);
            double deviation = statistics.deviation().get(channel);
            rows.add(new ChannelRow(
                    names.get(channel), Format.score(mean), Format.score(deviation), of255(mean), of255(deviation)));
        }
        return rows;
    }

    private static String of255(double share) {
        return String.format(Locale.ROOT, "%.1f", 255 * share);
    }
}
