# One build, three images: docker build --target data-service|trainer-service|evaluator-service .
# An image is a Java runtime of the modules in use, the system libraries below it, and the service. There is no package
# manager in it, and no program but java and the health check with its bash.

ARG JDK=eclipse-temurin:17.0.17_10-jdk-noble

# Classes are the same for every architecture, so the builder's own compiles them. Only native libraries differ.
FROM --platform=$BUILDPLATFORM $JDK AS build
ARG TARGETARCH
RUN case "$TARGETARCH" in \
        amd64) echo linux-x86_64 ;; \
        arm64) echo linux-arm64 ;; \
        *) echo "Expected BuildKit and an image for amd64 or arm64, found TARGETARCH '$TARGETARCH'" >&2 && exit 1 ;; \
    esac >/platform
WORKDIR /src
# The libraries, by a build of nothing: this layer is kept until a pom changes.
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY contract/pom.xml contract/
COPY engine/pom.xml engine/
COPY service/pom.xml service/
COPY data-service/pom.xml data-service/
COPY trainer-service/pom.xml trainer-service/
COPY evaluator-service/pom.xml evaluator-service/
COPY local/pom.xml local/
COPY harness/pom.xml harness/
COPY architecture/pom.xml architecture/
COPY dashboard/pom.xml dashboard/
COPY deploy/pom.xml deploy/
COPY bench/pom.xml bench/
COPY bench/peer/pom.xml bench/peer/
# Tests and formatter have run where the change was made: ./mvnw verify.
ENV MAVEN_ARGS="--batch-mode --no-transfer-progress --quiet -Psbom -DskipTests -Dspotless.check.skip=true" \
    SERVICES=data-service,trainer-service,evaluator-service
RUN for module in contract engine service data-service trainer-service evaluator-service; do \
        mkdir -p $module/src/main/java/nothing \
        && echo "package nothing; interface Nothing {}" >$module/src/main/java/nothing/Nothing.java; \
    done \
    && ./mvnw -pl $SERVICES -am -Djavacpp.platform=$(cat /platform) package \
    && rm -r */src */target
COPY . .
RUN ./mvnw -pl $SERVICES -am -Djavacpp.platform=$(cat /platform) package \
    && for service in data-service trainer-service evaluator-service; do \
        mkdir -p /libraries && mv $service/target/quarkus-app/lib /libraries/$service \
        && docker/unpack-natives /libraries/$service/main /natives $(cat /platform) || exit 1; \
    done

FROM $JDK AS system
# The networks need jdk.incubator.vector, Kafka's clients java.security.*; java.desktop is there for its java.beans.
RUN jlink --output /system/opt/java --no-header-files --no-man-pages --compress=2 --add-modules \
        java.desktop,java.logging,java.management,java.naming,java.net.http,java.security.jgss,java.security.sasl,java.sql,jdk.crypto.ec,jdk.incubator.vector,jdk.jfr,jdk.management,jdk.unsupported,jdk.zipfs
COPY --from=build /natives /natives
# Without symbols that only a debugger reads.
RUN strip --strip-unneeded /natives/*.so*
COPY docker/ready /system/usr/bin/ready
# What all of that is linked with.
RUN java=/system/opt/java needed=$({ \
            ldd /bin/bash $java/bin/java $java/lib/server/libjvm.so $java/lib/libnet.so $java/lib/libnio.so $java/lib/libzip.so; \
            LD_LIBRARY_PATH=/natives ldd /natives/*.so*; \
        } | grep -o '[[:space:]]/[^ :]*' | grep -vE '/natives/|/system/' | sort -u) \
    && cp --parents --dereference $needed /bin/bash /etc/nsswitch.conf /system \
    && mkdir --mode=1777 /system/tmp \
    && echo 'atelier:x:10001:10001::/tmp:/bin/bash' >/system/etc/passwd \
    && echo 'atelier:x:10001:' >/system/etc/group

FROM scratch AS runtime
# Where the sources are: --build-arg SOURCE=https://...
ARG SOURCE=""
LABEL org.opencontainers.image.version="0.1.0" \
    org.opencontainers.image.licenses="Apache-2.0" \
    org.opencontainers.image.source="$SOURCE"
COPY --from=system /system /
ENV PATH=/opt/java/bin:/usr/bin:/bin LANG=C.UTF-8
USER 10001:10001
WORKDIR /opt/atelier
# Inside a container only the container's own address is reachable from its neighbours.
ENV QUARKUS_HTTP_HOST=0.0.0.0
# The launcher reads JDK_JAVA_OPTIONS: the bounds of memory are the deployment's to say.
ENTRYPOINT ["java", "-XX:+ExitOnOutOfMemoryError", "-Djdk.serialFilter=!*", "--add-modules=jdk.incubator.vector", "-jar", "quarkus-run.jar"]

# The two that compute load native libraries from here; unpacked, they are shared by all containers.
FROM runtime AS compute
COPY --from=system /natives /opt/natives
ENV LD_LIBRARY_PATH=/opt/natives

# Libraries before our own classes: they change less often.
FROM runtime AS data-service
COPY --from=system --chown=10001:10001 /system/tmp /var/cache/atelier
COPY --from=build /libraries/data-service lib
COPY --from=build /src/data-service/target/quarkus-app /src/data-service/target/sbom.json ./
EXPOSE 8081

FROM compute AS trainer-service
COPY --from=build /libraries/trainer-service lib
COPY --from=build /src/trainer-service/target/quarkus-app /src/trainer-service/target/sbom.json ./
EXPOSE 8082

FROM compute AS evaluator-service
COPY --from=build /libraries/evaluator-service lib
COPY --from=build /src/evaluator-service/target/quarkus-app /src/evaluator-service/target/sbom.json ./
EXPOSE 8083
