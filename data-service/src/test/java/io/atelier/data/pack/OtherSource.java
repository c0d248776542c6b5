package io.atelier.data.pack;

import io.atelier.contract.architecture.Shape;
import io.atelier.data.dataset.DatasetException;
import io.atelier.data.source.Items;
import io.atelier.data.source.Source;
import java.util.List;
import java.util.Map;

/** A source as another one is, for tests that change something of it. */
class OtherSource implements Source {

    final Source source;

    OtherSource(Source source) {
        this.source = source;
    }

    @Override
    public String kind() {
        return source.kind();
    }

    @Override
    public String place() {
        return source.place();
    }

    @Override
    public Shape shape() {
        return source.shape();
    }

    @Override
    public List<String> classes() {
        return source.classes();
    }

    @Override
    public int train() {
        return source.train();
    }

    @Override
    public int test() {
        return source.test();
    }

    @Override
    public Map<String, String> details() {
        return source.details();
    }

    @Override
    public Items openTrain() throws DatasetException {
        return source.openTrain();
    }

    @Override
    public Items openTest() throws DatasetException {
        return source.openTest();
    }

    @Override
    public String fingerprint() throws DatasetException {
        return source.fingerprint();
    }
}
