/** What the services share about the wire: topics, the messages on them, and the codecs that read and write their bytes. */
package io.atelier.contract;
