package io.eventrecorder.cli.terminal;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.nativ.CLibrary;
import org.jline.nativ.Kernel32;
import org.jline.utils.Signals;

/**
 * The calls of the operating system, by JLine's native library. Only a process with a terminal
 * loads this class. If the library cannot be loaded, the terminal has the usual size, and its
 * cursor is not moved.
 */
final class NativeTerminal {
  private static final int OUTPUT = 1;

  /** {@code ECHO} of termios.h on Linux and macOS. */
  private static final long ECHO = 0x8;

  private static final int ENABLE_VIRTUAL_TERMINAL_PROCESSING = 0x4;

  private NativeTerminal() {}

  static boolean isTerminal(int descriptor) {
    try {
      if (!ProcessTerminal.isWindows()) {
        return CLibrary.isatty(descriptor) == 1;
      }
      return Kernel32.GetConsoleMode(handle(descriptor), new int[1]) != 0;
    } catch (RuntimeException | LinkageError e) { // the library cannot be loaded
      return false;
    }
  }

  private static long handle(int descriptor) {
    return Kernel32.GetStdHandle(
        switch (descriptor) {
          case 0 -> Kernel32.STD_INPUT_HANDLE;
          case OUTPUT -> Kernel32.STD_OUTPUT_HANDLE;
          default -> Kernel32.STD_ERROR_HANDLE;
        });
  }

  static Terminal.Size size(int descriptor) {
    try {
      return ProcessTerminal.isWindows() ? sizeOnWindows(descriptor) : sizeOnUnix(descriptor);
    } catch (RuntimeException | LinkageError e) { // the library cannot be loaded
      return Terminal.Size.USUAL;
    }
  }

  private static Terminal.Size sizeOnUnix(int descriptor) {
    CLibrary.WinSize size = new CLibrary.WinSize();
    boolean known =
        CLibrary.ioctl(descriptor, CLibrary.TIOCGWINSZ, size) == 0
            && size.ws_col > 0
            && size.ws_row > 0;
    return known ? new Terminal.Size(size.ws_col, size.ws_row) : Terminal.Size.USUAL;
  }

  private static Terminal.Size sizeOnWindows(int descriptor) {
    Kernel32.CONSOLE_SCREEN_BUFFER_INFO info = new Kernel32.CONSOLE_SCREEN_BUFFER_INFO();
    return Kernel32.GetConsoleScreenBufferInfo(handle(descriptor), info) == 0
        ? Terminal.Size.USUAL
        : new Terminal.Size(Math.max(1, info.windowWidth()), Math.max(1, info.windowHeight()));
  }

  /** {@return whether the console of Windows knows escape codes now} */
  static boolean switchEscapeCodesOn() {
    try {
      int[] mode = new int[1];
      long console = Kernel32.GetStdHandle(Kernel32.STD_OUTPUT_HANDLE);
      return Kernel32.GetConsoleMode(console, mode) != 0
          && Kernel32.SetConsoleMode(console, mode[0] | ENABLE_VIRTUAL_TERMINAL_PROCESSING) != 0;
    } catch (RuntimeException | LinkageError e) { // the library cannot be loaded
      return false;
    }
  }

  static Runnable hideTyping(Runnable continued) {
    CLibrary.Termios before = new CLibrary.Termios();
    CLibrary.Termios silent = new CLibrary.Termios();
    try {
      if (ProcessTerminal.isWindows() // Windows shows only what a program reads
          || CLibrary.tcgetattr(OUTPUT, before) != 0
          || CLibrary.tcgetattr(OUTPUT, silent) != 0
          || (before.c_lflag & ECHO) == 0) {
        return () -> {};
      }
      silent.c_lflag &= ~ECHO;
      set(silent);
    } catch (RuntimeException | LinkageError e) { // the library cannot be loaded
      return () -> {};
    }
    AtomicBoolean restored = new AtomicBoolean();
    Object unused =
        Signals.register(
            "CONT",
            () -> {
              continued.run();
              if (!restored.get() && ProcessTerminal.isInForeground()) {
                set(silent); // the shell may have shown what is typed while the process stood still
              }
            });
    return () -> {
      if (restored.compareAndSet(false, true)) {
        set(before);
      }
    };
  }

  private static void set(CLibrary.Termios attributes) {
    int unused = CLibrary.tcsetattr(OUTPUT, CLibrary.TCSANOW, attributes);
  }
}
