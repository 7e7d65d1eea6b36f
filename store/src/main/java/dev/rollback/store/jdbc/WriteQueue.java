package dev.rollback.store.jdbc;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.store.StoreBusyException;
import dev.rollback.store.StoreMonitor.Wait;
import dev.rollback.store.jdbc.Ticket.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets callers write one at a time, in the order of their arrival. Whoever has the turn may take the units waiting right
 * behind it along, and passes the turn on when done. There is no thread of its own: a caller that finds nobody writes at
 * once.
 */
final class WriteQueue {
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Ticket> waiting = new ArrayDeque<>();
    private boolean held;

    /**
     * Waits until the ticket has the turn (true: write, then {@link #passOn}) or another caller has dealt with its unit
     * (false). A caller that is interrupted or runs out of patience is refused only while its unit is still waiting:
     * once somebody writes it, the outcome is waited for. The interrupt is kept for the caller.
     */
    boolean awaitTurn(Ticket ticket) {
        if (takeFreeTurn(ticket)) {
            return true;
        }
        boolean interrupted = false;
        try {
            while (true) {
                switch (ticket.place()) {
                    case TURN -> {
                        return true;
                    }
                    case DONE -> {
                        return false;
                    }
                    case TAKEN -> LockSupport.park(this);
                    case WAITING -> {
                        if ((interrupted || ticket.left() <= 0) && withdraw(ticket)) {
                            throw refused(interrupted);
                        }
                        LockSupport.parkNanos(this, ticket.left());
                    }
                }
                interrupted |= Thread.interrupted();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Units that wait right behind the holder of the turn; they must be {@link #finish}ed. */
    List<Ticket> takeAlong(int atMost) {
        lock.lock();
        try {
            List<Ticket> taken = new ArrayList<>();
            for (Ticket next = waiting.peek();
                    next != null && !next.isAlone() && taken.size() < atMost;
                    next = waiting.peek()) {
                waiting.remove();
                next.move(Place.TAKEN);
                taken.add(next);
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    void finish(Ticket taken) {
        taken.move(Place.DONE);
        LockSupport.unpark(taken.thread());
    }

    void passOn() {
        lock.lock();
        try {
            Ticket next = waiting.poll();
            held = next != null;
            if (next != null) {
                next.move(Place.TURN);
                LockSupport.unpark(next.thread());
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean takeFreeTurn(Ticket ticket) {
        lock.lock();
        try {
            if (!held) {
                held = true;
                return true;
            }
            waiting.add(ticket);
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean withdraw(Ticket ticket) {
        lock.lock();
        try {
            return waiting.remove(ticket);
        } finally {
            lock.unlock();
        }
    }

    private static RefusedException refused(boolean interrupted) {
        return interrupted
                ? new RefusedException(
                        RefusalCode.STORE_UNAVAILABLE, "interrupted while waiting to write. Nothing was written.")
                : new StoreBusyException(
                        Wait.TURN,
                        "the store is busy: others kept writing until the deadline. Nothing was written; try again.");
    }
}
