package io.atelier.local.service;

import io.atelier.local.process.Ports;

/** A port that stays the same from start to start of its process, unless somebody else has taken it meanwhile. */
public final class PortChoice {

    private int port = Ports.pick();
    private boolean pinned;

    synchronized int forStart() {
        if (!pinned && !Ports.isFree(port)) {
            port = Ports.pick();
        }
        return port;
    }

    public synchronized int current() {
        return port;
    }

    /** Others rely on it now: it stays, taken or not. */
    public synchronized void pin() {
        pinned = true;
    }
}
