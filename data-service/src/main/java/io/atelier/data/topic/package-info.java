/** Topics of images as datasets: what a version of one is, and how it is made, now and again later. */
package io.atelier.data.topic;
