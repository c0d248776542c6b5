package io.atelier.evaluator.page;

import io.atelier.evaluator.api.Datasets;
import io.atelier.evaluator.api.Runs;
import io.atelier.evaluator.testset.TestImages;
import io.atelier.evaluator.trainset.TrainImages;
import io.atelier.evaluator.view.KnownDataset;
import io.atelier.evaluator.view.Run;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Pages for people. */
@Path("/")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
public final class PageResource {

    private final Runs runs;
    private final Datasets datasets;
    private final TestImages testImages;
    private final TrainImages trainImages;
    private final PageAssets assets = PageAssets.load();

    PageResource(Runs runs, Datasets datasets, TestImages testImages, TrainImages trainImages) {
        this.runs = runs;
        this.datasets = datasets;
        this.testImages = testImages;
        this.trainImages = trainImages;
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance runs(PageAssets assets, List<RunListRow> runs, List<DatasetListRow> datasets);

        static native TemplateInstance run(PageAssets assets, RunPage page);

        static native TemplateInstance dataset(PageAssets assets, DatasetPage page);
    }

    /** All runs and datasets. */
    @GET
    public Response runs() {
        return page(Templates.runs(
                assets,
                runs.all().stream().map(RunListRow::of).toList(),
                datasets.all().stream()
                        .map(known -> DatasetListRow.of(known.description()))
                        .toList()));
    }

    /** One run. */
    @GET
    @Path("/runs/{run}")
    @Blocking
    public Response run(@PathParam("run") String name) {
        Run run = runs.named(name);
        return page(Templates.run(
                assets,
                RunPage.of(run, testImages.find(run.definition().test()), runs.classNames(run), datasets.of(run))));
    }

    /** One dataset. */
    @GET
    @Path("/datasets/{dataset}")
    @Blocking
    public Response dataset(@PathParam("dataset") String id) {
        KnownDataset known = datasets.named(id);
        return page(Templates.dataset(assets, DatasetPage.of(known, datasets.runs(known), trainImages)));
    }

    private Response page(TemplateInstance template) {
        return Response.ok(template.render())
                .header("Content-Security-Policy", assets.policy() + "; frame-ancestors 'none'")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
