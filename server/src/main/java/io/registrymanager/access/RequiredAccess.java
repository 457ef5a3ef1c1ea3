package io.registrymanager.access;

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
import io.registrymanager.oci.RepositoryName;

/**
 * What an operation needs, all of it, computed from the operation alone.
 *
 * @param repository where
 * @param action what; everything about an upload session is a push (trap 29)
 */
public record RequiredAccess(RepositoryName repository, Action action) {
  /**
   * The access that decides about the operation. The source of a mount is not in it: it decides
   * only whether the mount goes along (trap 23), which {@link AccessPolicy} asks apart.
   */
  public static RequiredAccess of(OnRepository operation) {
    Action action =
        switch (operation) {
          case ListTags _, PullManifest _, PullBlob _, ListReferrers _ -> Action.PULL;
          case PushManifest _, StartUpload _ -> Action.PUSH;
          case UploadStatus _, UploadChunk _, FinishUpload _, CancelUpload _ -> Action.PUSH;
          case DeleteManifest _, DeleteBlob _ -> Action.DELETE;
        };
    return new RequiredAccess(operation.repository(), action);
  }
}
