/** The images and labels: found, downloaded, checked and read, or drawn where there are none. */
package io.atelier.data.dataset;
