package shop;

import io.eventrecorder.relay.Relay;
import io.eventrecorder.relay.RelayOptions;

public class EventRelay {
  public static void main(String[] args) {
    RelayOptions options =
        RelayOptions.builder().bootstrapServers("localhost:9092").from("events").build();
    Relay relay = Relay.builder(options).createTopics(8).build();
    Runtime.getRuntime().addShutdownHook(new Thread(relay::close));
    relay.start();
  }
}
