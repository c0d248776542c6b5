package io.atelier.data.finding;

import io.atelier.data.dataset.DatasetException;
import java.net.URI;
import java.util.Optional;

/**
 * Where a dataset is downloaded from, and through which proxies; the latter are read when they are needed.
 *
 * @param base address of the folder that has the files, ending with a slash
 * @param httpProxy as {@code http_proxy}
 * @param httpsProxy as {@code https_proxy}
 * @param noProxy as {@code no_proxy}
 */
public record DownloadSource(
        URI base, Optional<String> httpProxy, Optional<String> httpsProxy, Optional<String> noProxy) {

    /** Refuses what names no proxy. */
    Proxies proxies() throws DatasetException {
        return Proxies.of(httpProxy, httpsProxy, noProxy);
    }
}
