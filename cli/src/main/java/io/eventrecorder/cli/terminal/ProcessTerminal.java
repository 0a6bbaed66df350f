package io.eventrecorder.cli.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The terminal of this process. It asks the file system first, which is fast: most commands write
 * to a pipe or a file. The native library is loaded only if a stream may be a terminal.
 */
final class ProcessTerminal implements TerminalDevice {
  /** The bits of a file's mode that say what kind of file it is, and the kind of terminals. */
  private static final int KIND = 0170000;

  private static final int CHARACTER_DEVICE = 0020000;
  private static final int OUTPUT = 1;
  private static final int FIELDS_BEFORE_GROUP = 2;
  private static final int FIELDS_BEFORE_FOREGROUND = 5;

  @Override
  public boolean isTerminal(int descriptor) {
    Path linux = Path.of("/proc/self/fd/" + descriptor);
    if (Files.isSymbolicLink(linux)) {
      return isTerminalFile(linux);
    }
    return mayBeTerminal(descriptor) && NativeTerminal.isTerminal(descriptor);
  }

  private static boolean isTerminalFile(Path descriptor) {
    try {
      String target = Files.readSymbolicLink(descriptor).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException e) {
      return false;
    }
  }

  /** {@return false if the stream is a file or a pipe} Windows cannot tell in this way. */
  private static boolean mayBeTerminal(int descriptor) {
    if (isWindows()) {
      return true;
    }
    try {
      Object mode = Files.getAttribute(Path.of("/dev/fd/" + descriptor), "unix:mode");
      return !(mode instanceof Integer bits) || (bits & KIND) == CHARACTER_DEVICE;
    } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
      return false;
    }
  }

  static boolean isWindows() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
  }

  @Override
  public Terminal.Size size(int descriptor) {
    return NativeTerminal.size(descriptor);
  }

  @Override
  public boolean hasEscapeCodes() {
    return !isWindows() || NativeTerminal.switchEscapeCodesOn();
  }

  @Override
  public boolean canMoveCursor() {
    return NativeTerminal.isTerminal(OUTPUT) && isInForeground();
  }

  /** Linux says which process group has the terminal. Elsewhere the answer is true. */
  static boolean isInForeground() {
    try {
      String stat = Files.readString(Path.of("/proc/self/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return fields[FIELDS_BEFORE_GROUP].equals(fields[FIELDS_BEFORE_FOREGROUND]);
    } catch (IOException | IndexOutOfBoundsException e) {
      return true;
    }
  }

  @Override
  public Runnable hideTyping(Runnable continued) {
    Runnable restore = NativeTerminal.hideTyping(continued);
    // In the background the terminal belongs to the shell, which has set it up for itself.
    Runnable guarded =
        () -> {
          if (isInForeground()) {
            restore.run();
          }
        };
    Runtime.getRuntime().addShutdownHook(new Thread(guarded, "event-record-terminal"));
    return guarded;
  }
}
