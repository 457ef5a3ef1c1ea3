package io.registrymanager.pages;

import io.registrymanager.endpoint.Content;
import io.registrymanager.endpoint.EndpointResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A page without scripts, forms, images or anything of another site. What may be of somebody else
 * is escaped here, and the browser is told to load nothing, but for this one style.
 */
final class HtmlPage {
  private static final String STYLE =
      "body{font:1rem/1.5 system-ui,sans-serif;max-width:42rem;margin:3rem auto;padding:0 1rem}"
          + "code{background:#8882;padding:.1em .3em}:root{color-scheme:light dark}";
  private final String title;
  private final StringBuilder body = new StringBuilder();

  HtmlPage(String title) {
    this.title = title;
    body.append("<h1>").append(escaped(title)).append("</h1>\n");
  }

  HtmlPage text(String text) {
    body.append("<p>").append(escaped(text)).append("</p>\n");
    return this;
  }

  HtmlPage heading(String text) {
    body.append("<h2>").append(escaped(text)).append("</h2>\n");
    return this;
  }

  HtmlPage code(String text) {
    body.append("<p><code>").append(escaped(text)).append("</code></p>\n");
    return this;
  }

  HtmlPage link(String target, String text, String remark) {
    body.append("<p><a href=\"")
        .append(escaped(target))
        .append("\">")
        .append(escaped(text))
        .append("</a> ")
        .append(escaped(remark))
        .append("</p>\n");
    return this;
  }

  EndpointResponse response() {
    String html =
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>%s</title>
        <style>%s</style>
        </head>
        <body>
        %s</body>
        </html>
        """
            .formatted(escaped(title), STYLE, body);
    return EndpointResponse.of(200, Content.text("text/html; charset=utf-8", html))
        .with("Content-Security-Policy", policy())
        .with("Referrer-Policy", "no-referrer");
  }

  private static String policy() {
    return "default-src 'none'; style-src 'sha256-"
        + digest(STYLE)
        + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
