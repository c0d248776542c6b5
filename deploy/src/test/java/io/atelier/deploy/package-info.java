/** Holds the manifests in {@code kubernetes/} against the types of their resources, our rules, and the services. */
package io.atelier.deploy;
