/** Folders of images, put onto topics. */
package io.atelier.local.images;
