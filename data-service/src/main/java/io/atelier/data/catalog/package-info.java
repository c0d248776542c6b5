/**
 * Which datasets there are: those that are served here, those that others have described on the topic {@code
 * atelier.datasets}, and those that are being made of topics; and what is said of them over HTTP.
 */
package io.atelier.data.catalog;
