/** A library that only records. */
module shop.library {
  requires transitive io.eventrecorder;

  exports shop.library;
}
