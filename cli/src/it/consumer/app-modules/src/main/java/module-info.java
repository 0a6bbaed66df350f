/** An application: it knows the API, and no sink. */
module shop.modules {
  requires io.eventrecorder;
  requires shop.library;
}
