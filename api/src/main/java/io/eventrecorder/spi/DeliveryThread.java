package io.eventrecorder.spi;

/**
 * Marks a {@link Thread} that delivers events. An event that is recorded on such a thread does not
 * wait for room in a queue, even with {@code overflow=block}, because the thread might wait for
 * itself. If there is no room, the event is dropped.
 *
 * <p>The runtime's own threads and those of blocking sinks are marked. A sink that starts threads
 * should mark them, too, if code on them may record events.
 */
public interface DeliveryThread {}
