package io.eventrecorder.cli.terminal;

/** What the operating system knows about the terminal of a process. Thread-safe. */
interface TerminalDevice {
  /** A process without a terminal. */
  TerminalDevice NONE =
      new TerminalDevice() {
        @Override
        public boolean isTerminal(int descriptor) {
          return false;
        }

        @Override
        public Terminal.Size size(int descriptor) {
          return Terminal.Size.USUAL;
        }

        @Override
        public boolean hasEscapeCodes() {
          return false;
        }

        @Override
        public boolean canMoveCursor() {
          return false;
        }

        @Override
        public Runnable hideTyping(Runnable continued) {
          return () -> {};
        }
      };

  /**
   * {@return whether a file descriptor is a terminal}
   *
   * @param descriptor 0 for standard input, 1 for standard output, 2 for standard error
   */
  boolean isTerminal(int descriptor);

  /**
   * {@return the size of a terminal at this moment}
   *
   * @param descriptor the file descriptor that is the terminal, as in {@link #isTerminal}
   */
  Terminal.Size size(int descriptor);

  /** {@return whether the terminal knows escape codes} On Windows it switches them on. */
  boolean hasEscapeCodes();

  /** {@return whether the size is known and the process is in the foreground} */
  boolean canMoveCursor();

  /**
   * {@return undoes it} Stops the terminal from showing what a user types.
   *
   * @param continued called when the process continues after a stop (Ctrl-Z)
   */
  Runnable hideTyping(Runnable continued);
}
