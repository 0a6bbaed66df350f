package shop;

public record Order(String region, String id) {}
