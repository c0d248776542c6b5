/** Holds dashboards, alert rules and the page of metrics against what Prometheus and the services really do. */
package io.atelier.dashboard;
