/** Atelier's processes on this machine: which there are, how each is started, and talking to them over HTTP. */
package io.atelier.local.service;
