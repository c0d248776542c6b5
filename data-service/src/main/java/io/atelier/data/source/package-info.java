/** Images where people keep them: IDX files, CIFAR binaries, folders of class folders; read, decoded and resized. */
package io.atelier.data.source;
