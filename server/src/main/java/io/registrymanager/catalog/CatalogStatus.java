package io.registrymanager.catalog;

import io.registrymanager.catalog.RepositoryEvent.Content;
import io.registrymanager.oci.CatalogScope;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How repositories and crawls read on the wire.
 *
 * @param next when the next crawl is due; absent where nothing crawls
 */
record CatalogStatus(
    RepositoryIndex index, Supplier<CrawlStatus> crawls, Supplier<Optional<Instant>> next) {

  Map<String, Object> json() {
    CrawlStatus now = crawls.get();
    long all = index.count(CatalogScope.ALL);
    long shown = index.count(CatalogScope.SHOWN);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("phase", now.phase().name().toLowerCase(Locale.ROOT));
    json.put("answers_from", source(now));
    json.put("repositories", shown);
    json.put("empty", all - shown);
    json.put("listed", now.listed());
    json.put("looked_into", now.looked());
    now.began().ifPresent(at -> json.put("began_at", at.toString()));
    now.record().listed().ifPresent(at -> json.put("listed_at", at.toString()));
    now.record().ended().ifPresent(at -> json.put("ended_at", at.toString()));
    next.get().ifPresent(at -> json.put("next_at", at.toString()));
    now.failure().ifPresent(why -> json.put("failure", why));
    return json;
  }

  private static String source(CrawlStatus now) {
    return now.record().listed().isPresent()
        ? "index"
        : now.noList().isPresent() ? "traffic" : "registry";
  }

  static Map<String, Object> json(IndexedRepository repository) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", repository.name());
    repository.tags().ifPresent(tags -> json.put("tags", tags));
    json.put("empty", repository.content() == Content.NONE);
    repository
        .lastPush()
        .ifPresent(
            push -> {
              json.put("pushed_at", push.at().toString());
              push.by().ifPresent(by -> json.put("pushed_by", by));
            });
    repository.lastPull().ifPresent(at -> json.put("pulled_at", at.toString()));
    json.put("first_seen_at", repository.seen().first().toString());
    json.put("last_seen_at", repository.seen().last().toString());
    return json;
  }
}
