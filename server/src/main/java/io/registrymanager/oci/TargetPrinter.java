package io.registrymanager.oci;

import io.registrymanager.oci.RegistryOperation.CancelUpload;
import io.registrymanager.oci.RegistryOperation.DeleteBlob;
import io.registrymanager.oci.RegistryOperation.DeleteManifest;
import io.registrymanager.oci.RegistryOperation.FinishUpload;
import io.registrymanager.oci.RegistryOperation.ListReferrers;
import io.registrymanager.oci.RegistryOperation.ListTags;
import io.registrymanager.oci.RegistryOperation.OnRepository;
import io.registrymanager.oci.RegistryOperation.PullBlob;
import io.registrymanager.oci.RegistryOperation.PullManifest;
import io.registrymanager.oci.RegistryOperation.PushManifest;
import io.registrymanager.oci.RegistryOperation.StartUpload;
import io.registrymanager.oci.RegistryOperation.UploadChunk;
import io.registrymanager.oci.RegistryOperation.UploadStatus;

/** Prints the request target of an operation from its values. */
final class TargetPrinter {
  private final StringBuilder target = new StringBuilder(160);
  private char separator = '?';

  private TargetPrinter(OnRepository operation) {
    target.append("/v2/").append(operation.repository().value());
  }

  static String print(OnRepository operation) {
    return new TargetPrinter(operation).append(operation).target.toString();
  }

  private TargetPrinter append(OnRepository operation) {
    return switch (operation) {
      case ListTags o -> path("/tags/list").page(o.page());
      case PullManifest o -> path("/manifests/").path(o.reference().value());
      case PushManifest o -> pushManifest(o);
      case DeleteManifest o -> path("/manifests/").path(o.reference().value());
      case PullBlob o -> path("/blobs/").path(o.digest().value());
      case DeleteBlob o -> path("/blobs/").path(o.digest().value());
      case StartUpload o -> startUpload(o);
      case UploadStatus o -> session(o.session());
      case UploadChunk o -> session(o.session());
      case FinishUpload o -> session(o.session()).parameter("digest", o.digest().value());
      case CancelUpload o -> session(o.session());
      case ListReferrers o -> referrers(o);
    };
  }

  private TargetPrinter pushManifest(PushManifest operation) {
    path("/manifests/").path(operation.reference().value());
    operation.tags().forEach(tag -> parameter("tag", tag.value()));
    return this;
  }

  private TargetPrinter startUpload(StartUpload operation) {
    path("/blobs/uploads/");
    operation
        .mount()
        .ifPresent(m -> parameter("mount", m.blob().value()).parameter("from", m.from().value()));
    operation.digest().ifPresent(digest -> parameter("digest", digest.value()));
    return this;
  }

  private TargetPrinter referrers(ListReferrers operation) {
    return path("/referrers/").path(operation.subject().value()).opaque(operation.query());
  }

  private TargetPrinter session(UploadSession session) {
    return path("/blobs/uploads/").path(session.id()).opaque(session.query());
  }

  /** A query of the registry's own making, byte for byte. */
  private TargetPrinter opaque(String query) {
    if (!query.isEmpty()) {
      target.append(separator).append(query);
      separator = '&';
    }
    return this;
  }

  private TargetPrinter page(PageRequest page) {
    page.n().ifPresent(n -> parameter("n", Integer.toString(n)));
    page.last().ifPresent(last -> parameter("last", last));
    return this;
  }

  private TargetPrinter path(String text) {
    target.append(text);
    return this;
  }

  private TargetPrinter parameter(String name, String value) {
    target.append(separator).append(name).append('=').append(QueryString.encode(value));
    separator = '&';
    return this;
  }
}
