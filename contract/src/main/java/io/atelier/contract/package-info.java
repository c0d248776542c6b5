/**
 * What the services share: topics, the messages on them, the codecs that read and write their bytes, and the ways to the
 * broker that all of them take.
 */
package io.atelier.contract;
