package io.registrymanager.server.gate;

import io.registrymanager.observation.RequestOutcome.Who;
import io.registrymanager.oci.RegistryOperation;
import io.registrymanager.oci.RegistryOperation.CancelUpload;
import io.registrymanager.oci.RegistryOperation.DeleteBlob;
import io.registrymanager.oci.RegistryOperation.DeleteManifest;
import io.registrymanager.oci.RegistryOperation.FinishUpload;
import io.registrymanager.oci.RegistryOperation.ListCatalog;
import io.registrymanager.oci.RegistryOperation.ListReferrers;
import io.registrymanager.oci.RegistryOperation.ListTags;
import io.registrymanager.oci.RegistryOperation.OnRepository;
import io.registrymanager.oci.RegistryOperation.Ping;
import io.registrymanager.oci.RegistryOperation.PullBlob;
import io.registrymanager.oci.RegistryOperation.PullManifest;
import io.registrymanager.oci.RegistryOperation.PushManifest;
import io.registrymanager.oci.RegistryOperation.StartUpload;
import io.registrymanager.oci.RegistryOperation.UploadChunk;
import io.registrymanager.oci.RegistryOperation.UploadStatus;

/**
 * What a request was about, for logs and metrics: parsed values only.
 *
 * @param who who asks, as far as that is known
 * @param route a name out of a closed list
 * @param repository the repository, or empty
 * @param reference the tag, digest or session, or empty
 */
public record About(Who who, String route, String repository, String reference) {
  /** A request of which nothing is known yet. */
  public static final About UNKNOWN = new About(Who.NOBODY, "unknown", "", "");

  /** A request that could not be read. */
  public static final About MALFORMED = new About(Who.NOBODY, "malformed", "", "");

  /** Whether it is about one manifest. */
  public boolean isManifest() {
    return switch (route) {
      case "pull-manifest", "push-manifest", "delete-manifest" -> true;
      default -> false;
    };
  }

  static About route(Who who, String route) {
    return new About(who, route, "", "");
  }

  static About operation(Who who, RegistryOperation operation) {
    String repository = operation instanceof OnRepository inside ? inside.repository().value() : "";
    return new About(who, operation.name(), repository, reference(operation));
  }

  private static String reference(RegistryOperation operation) {
    return switch (operation) {
      case Ping _, ListCatalog _, ListTags _ -> "";
      case PullManifest o -> o.reference().value();
      case PushManifest o -> o.reference().value();
      case DeleteManifest o -> o.reference().value();
      case PullBlob o -> o.digest().value();
      case DeleteBlob o -> o.digest().value();
      case StartUpload o -> o.mount().map(mount -> mount.blob().value()).orElse("");
      case UploadStatus o -> o.session().id();
      case UploadChunk o -> o.session().id();
      case FinishUpload o -> o.digest().value();
      case CancelUpload o -> o.session().id();
      case ListReferrers o -> o.subject().value();
    };
  }
}
