package io.eventrecorder.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.StreamSupport;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium that opens reports from disk. It has no network, and a new profile. */
final class ReportBrowser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * Selenium warns if the browser is newer than itself. Held here, because loggers are collected.
   */
  private static final Logger SELENIUM =
      Logger.getLogger("org.openqa.selenium.devtools.CdpVersionFinder");

  private final ChromeDriver driver;

  private ReportBrowser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Starts the browser, or skips the test if there is none. */
  static ReportBrowser start(Path profile) {
    Path chromedriver = TestTool.require("chromedriver");
    Path chromium = TestTool.require("chromium");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.toFile());
    options.setCapability("goog:loggingPrefs", logs);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        "--user-data-dir=" + profile);
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(chromedriver.toFile()).build();
    SELENIUM.setLevel(Level.SEVERE);
    ReportBrowser browser = new ReportBrowser(new ChromeDriver(service, options));
    browser.driver.manage().timeouts().scriptTimeout(PATIENCE);
    browser.size(1400, 900, "light");
    return browser;
  }

  /** Sets the size of the page in pixels, and what the system prefers: light or dark. */
  void size(int width, int height, String scheme) {
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    command(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", scheme),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  void command(String name, Map<String, Object> parameters) {
    driver.executeCdpCommand(name, parameters);
  }

  /** Opens a file, and does not wait for its scripts. */
  void load(Path file) {
    driver.get(file.toUri().toString());
  }

  /** Opens a file, with what follows # in its address, and waits until the page is ready. */
  void open(Path file, String fragment) {
    driver.get("about:blank"); // so that a new fragment of the same file loads the page again
    driver.get(file.toUri() + fragment);
    until("return document.documentElement.dataset.ready === 'yes'");
  }

  /** Waits until a script returns true. */
  void until(String script) {
    driver.executeAsyncScript(
        "const check = () => { if ((() => { "
            + script
            + " })()) arguments[0](); else setTimeout(check, 20); }; check();");
  }

  Object script(String script) {
    return requireNonNull(driver.executeScript(script), script);
  }

  long number(String script) {
    return ((Number) script(script)).longValue();
  }

  WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  List<WebElement> findAll(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  /** {@return the texts of elements} In one step, because the page draws parts of itself anew. */
  List<String> texts(String selector) {
    List<?> texts =
        (List<?>)
            requireNonNull(
                driver.executeScript(
                    "return [...document.querySelectorAll(arguments[0])].map(element =>"
                        + " (element.innerText === undefined ? element.textContent"
                        + " : element.innerText).trim())",
                    selector));
    return texts.stream().map(String::valueOf).toList();
  }

  /** Clicks where the first element is that a selector finds, after scrolling to it. */
  void click(String selector) {
    new Actions(driver)
        .moveToLocation(middle(selector, "x"), middle(selector, "y"))
        .click()
        .perform();
  }

  /** Drags the pointer from one distance from the middle of an element to another, in pixels. */
  void drag(String selector, int from, int to) {
    int x = middle(selector, "x");
    int y = middle(selector, "y");
    new Actions(driver)
        .moveToLocation(x + from, y)
        .clickAndHold()
        .moveToLocation(x + to, y)
        .release()
        .perform();
  }

  /** {@return a coordinate of the middle of an element} A script finds it, in one step. */
  private int middle(String selector, String axis) {
    String script =
        "const element = document.querySelector(arguments[0]);"
            + " element.scrollIntoView({block: 'center'});"
            + " const box = element.getBoundingClientRect();"
            + " return Math.round(arguments[1] === 'x' ? box.x + box.width / 2 : box.y + box.height / 2)";
    return ((Number) requireNonNull(driver.executeScript(script, selector, axis))).intValue();
  }

  /** Types into the element that has the focus. */
  void press(CharSequence... keys) {
    for (CharSequence key : keys) {
      new Actions(driver).sendKeys(key).perform();
    }
  }

  /**
   * {@return the label of the element that has the focus} In one step, because lanes are drawn
   * anew.
   */
  String focused() {
    return (String) script("return document.activeElement.getAttribute('aria-label') || 'nothing'");
  }

  /** {@return what the browser complained about since the last call} */
  List<String> complaints() {
    // Of axe-core, which looks at the pixels of letters.
    return messages(LogType.BROWSER).stream()
        .filter(message -> !message.contains("willReadFrequently"))
        .toList();
  }

  /** {@return the addresses that the page asked for since the last call; not the browser's own} */
  List<String> requests() {
    return messages(LogType.PERFORMANCE).stream()
        .filter(message -> message.contains("\"Network.requestWillBeSent\""))
        .map(message -> message.replaceFirst("(?s).*?\"request\":\\{.*?\"url\":\"(.*?)\".*", "$1"))
        .filter(address -> !address.matches("(about|chrome|chrome-untrusted|data):.*"))
        .distinct()
        .toList();
  }

  private List<String> messages(String log) {
    return StreamSupport.stream(driver.manage().logs().get(log).spliterator(), false)
        .map(LogEntry::getMessage)
        .toList();
  }

  /** {@return what axe-core finds that is serious or critical, one line for each element} */
  String barriers() throws IOException {
    Properties axe = new Properties();
    axe.load(new StringReader(resource("META-INF/maven/org.webjars.npm/axe-core/pom.properties")));
    String version = axe.getProperty("version");
    driver.executeScript(
        resource("META-INF/resources/webjars/axe-core/" + version + "/axe.min.js"));
    return String.valueOf(
        driver.executeAsyncScript(
            "const done = arguments[0]; axe.run(document).then(result => done(result.violations"
                + ".filter(v => v.impact === 'serious' || v.impact === 'critical')"
                + ".flatMap(v => v.nodes.map(n => v.id + ': ' + n.html)).join('\\n')));"));
  }

  private static String resource(String name) throws IOException {
    ClassLoader loader = requireNonNull(ReportBrowser.class.getClassLoader());
    try (InputStream in = requireNonNull(loader.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  void screenshot(Path file) throws IOException {
    Files.createDirectories(requireNonNull(file.getParent()));
    Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
