package io.registrymanager.oci;

import io.registrymanager.oci.QueryString.Pair;
import io.registrymanager.oci.RegistryOperation.CancelUpload;
import io.registrymanager.oci.RegistryOperation.DeleteBlob;
import io.registrymanager.oci.RegistryOperation.DeleteManifest;
import io.registrymanager.oci.RegistryOperation.FinishUpload;
import io.registrymanager.oci.RegistryOperation.ListReferrers;
import io.registrymanager.oci.RegistryOperation.ListTags;
import io.registrymanager.oci.RegistryOperation.PullBlob;
import io.registrymanager.oci.RegistryOperation.PullManifest;
import io.registrymanager.oci.RegistryOperation.PushManifest;
import io.registrymanager.oci.RegistryOperation.Read;
import io.registrymanager.oci.RegistryOperation.StartUpload;
import io.registrymanager.oci.RegistryOperation.UploadChunk;
import io.registrymanager.oci.RegistryOperation.UploadStatus;
import io.registrymanager.oci.RegistryRequest.Asks;
import io.registrymanager.oci.RegistryRequest.Malformed;
import io.registrymanager.oci.RegistryRequest.OtherMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The routes below a repository: which methods each has, and which query parameters. */
final class RouteInRepository {
  /** Names that the registry reads anywhere; they never ride along in a session's own query. */
  private static final Set<String> MEANINGFUL = Set.of("digest", "mount", "from", "tag", "ns");

  private static final Malformed BAD_DIGEST =
      new Malformed(RegistryError.DIGEST_INVALID, "not a sha256 or sha512 digest");
  private static final Malformed BAD_TAG = new Malformed(RegistryError.TAG_INVALID, "invalid tag");
  private static final Malformed BAD_QUERY =
      new Malformed(RegistryError.NAME_INVALID, "a parameter cannot be decoded");
  private static final Malformed BAD_SESSION =
      new Malformed(RegistryError.BLOB_UPLOAD_INVALID, "not an upload session");

  private final RouteMatcher request;
  private final RepositoryName repository;
  private final QueryString query;

  RouteInRepository(RouteMatcher request, RepositoryName repository, QueryString query) {
    this.request = request;
    this.repository = repository;
    this.query = query;
  }

  RegistryRequest tags() {
    return request.reads(
        read -> request.page(page -> new Asks(new ListTags(repository, read, page))));
  }

  RegistryRequest manifest(String text) {
    Optional<? extends Reference> parsed =
        text.indexOf(':') < 0 ? Tag.parse(text) : Digest.parse(text);
    if (parsed.isEmpty()) {
      return text.indexOf(':') < 0 ? BAD_TAG : BAD_DIGEST;
    }
    Reference reference = parsed.get();
    return switch (request.method()) {
      case "GET" -> new Asks(new PullManifest(repository, Read.GET, reference));
      case "HEAD" -> new Asks(new PullManifest(repository, Read.HEAD, reference));
      case "PUT" -> pushManifest(reference);
      case "DELETE" -> new Asks(new DeleteManifest(repository, reference));
      default -> new OtherMethod(List.of("GET", "HEAD", "PUT", "DELETE"));
    };
  }

  private RegistryRequest pushManifest(Reference reference) {
    List<Tag> tags = new ArrayList<>(0);
    for (Pair pair : query.named("tag")) {
      Optional<Tag> tag = pair.value().flatMap(Tag::parse);
      if (tag.isEmpty()) {
        return BAD_TAG;
      }
      tags.add(tag.get());
    }
    return new Asks(new PushManifest(repository, reference, tags));
  }

  RegistryRequest blob(String text) {
    Optional<Digest> digest = Digest.parse(text);
    if (digest.isEmpty()) {
      return BAD_DIGEST;
    }
    return switch (request.method()) {
      case "GET" -> new Asks(new PullBlob(repository, Read.GET, digest.get()));
      case "HEAD" -> new Asks(new PullBlob(repository, Read.HEAD, digest.get()));
      case "DELETE" -> new Asks(new DeleteBlob(repository, digest.get()));
      default -> new OtherMethod(List.of("GET", "HEAD", "DELETE"));
    };
  }

  RegistryRequest referrers(String text) {
    Optional<Digest> subject = Digest.parse(text);
    if (subject.isEmpty()) {
      return BAD_DIGEST;
    }
    Optional<String> raw = opaqueQuery();
    if (raw.isEmpty()) {
      return BAD_QUERY;
    }
    return request.reads(
        read -> new Asks(new ListReferrers(repository, read, subject.get(), raw.get())));
  }

  RegistryRequest uploads() {
    if (!request.method().equals("POST")) {
      return new OtherMethod(List.of("POST"));
    }
    List<Pair> digests = query.named("digest");
    Optional<Digest> digest = only("digest").flatMap(Digest::parse);
    if (!digests.isEmpty() && digest.isEmpty()) {
      return BAD_DIGEST;
    }
    return new Asks(new StartUpload(repository, mount(), digest));
  }

  /**
   * A mount that is half there, doubled or misspelt is none: the push goes on as an ordinary
   * upload.
   */
  private Optional<Mount> mount() {
    Optional<Digest> blob = only("mount").flatMap(Digest::parse);
    Optional<RepositoryName> from = only("from").flatMap(RepositoryName::parse);
    return blob.isPresent() && from.isPresent()
        ? Optional.of(new Mount(blob.get(), from.get()))
        : Optional.empty();
  }

  /** The value of a parameter that is given exactly once. */
  private Optional<String> only(String name) {
    List<Pair> pairs = query.named(name);
    return pairs.size() == 1 ? pairs.getFirst().value() : Optional.empty();
  }

  RegistryRequest session(String id) {
    Optional<UploadSession> parsed = opaqueQuery().flatMap(raw -> UploadSession.parse(id, raw));
    if (parsed.isEmpty()) {
      return BAD_SESSION;
    }
    UploadSession session = parsed.get();
    return switch (request.method()) {
      case "GET" -> new Asks(new UploadStatus(repository, Read.GET, session));
      case "HEAD" -> new Asks(new UploadStatus(repository, Read.HEAD, session));
      case "PATCH" -> new Asks(new UploadChunk(repository, session));
      case "PUT" -> finish(session);
      case "DELETE" -> new Asks(new CancelUpload(repository, session));
      default -> new OtherMethod(List.of("GET", "HEAD", "PATCH", "PUT", "DELETE"));
    };
  }

  private RegistryRequest finish(UploadSession session) {
    Optional<Digest> digest = only("digest").flatMap(Digest::parse);
    return digest.isPresent()
        ? new Asks(new FinishUpload(repository, session, digest.get()))
        : BAD_DIGEST;
  }

  /** The registry's own pairs byte for byte, or nothing if one of them cannot be decoded. */
  private Optional<String> opaqueQuery() {
    StringBuilder kept = new StringBuilder();
    for (Pair pair : query.pairs()) {
      if (pair.name().isEmpty() || pair.value().isEmpty()) {
        return Optional.empty();
      }
      if (!MEANINGFUL.contains(pair.name().get())) {
        kept.append(kept.isEmpty() ? "" : "&").append(pair.raw());
      }
    }
    return Optional.of(kept.toString());
  }
}
