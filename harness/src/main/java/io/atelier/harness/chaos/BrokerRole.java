package io.atelier.harness.chaos;

/** What one of several brokers does for all. */
enum BrokerRole {
    /** Hands out trials. */
    QUEUE_LEADER,

    /** Decides whether what a trainer commits counts. */
    TRANSACTION_COORDINATOR,

    /** Knows which trials are in hand. */
    SHARE_COORDINATOR,

    /** Decides who leads what. */
    CONTROLLER
}
