package io.registrymanager.oci;

import java.util.List;
import java.util.Optional;

/**
 * What a request asks of the registry: the closed list of operations of OCI distribution-spec 1.1
 * and of distribution. A request becomes one of these before anything is decided about it, and what
 * goes upstream is printed from it, never from the client's bytes (rule zero of the traps).
 * Immutable.
 */
public sealed interface RegistryOperation {
  /** The two ways to read; HEAD needs the rights of GET (trap 30). */
  enum Read {
    GET,
    HEAD
  }

  /** Every {@link #name} there is: a closed list, so fit for a label of a metric. */
  List<String> NAMES =
      List.of(
          "ping",
          "list-catalog",
          "list-tags",
          "pull-manifest",
          "push-manifest",
          "delete-manifest",
          "pull-blob",
          "delete-blob",
          "start-upload",
          "upload-status",
          "upload-chunk",
          "finish-upload",
          "cancel-upload",
          "list-referrers");

  /** The HTTP method. */
  String method();

  /** A stable name for logs and metrics, such as {@code pull-manifest}. */
  String name();

  /** The asked version check, {@code GET /v2/}; answered by ourselves. */
  record Ping(Read read) implements RegistryOperation {
    @Override
    public String method() {
      return read.name();
    }

    @Override
    public String name() {
      return "ping";
    }
  }

  /**
   * The list of repositories; never passed through, for it would show everybody's (trap 34).
   *
   * @param scope what {@code all} asks for; administrators alone get more than usual
   */
  record ListCatalog(Read read, PageRequest page, CatalogScope scope) implements RegistryOperation {
    @Override
    public String method() {
      return read.name();
    }

    @Override
    public String name() {
      return "list-catalog";
    }
  }

  /** An operation inside one repository: the only kind that goes upstream. */
  sealed interface OnRepository extends RegistryOperation {
    /** The repository that the path names. */
    RepositoryName repository();

    /** Path and query for the upstream, built from the parsed values alone. */
    default String target() {
      return TargetPrinter.print(this);
    }
  }

  /** {@code GET /v2/<name>/tags/list}. */
  record ListTags(RepositoryName repository, Read read, PageRequest page) implements OnRepository {
    @Override
    public String method() {
      return read.name();
    }

    @Override
    public String name() {
      return "list-tags";
    }
  }

  /** {@code GET|HEAD /v2/<name>/manifests/<reference>}. */
  record PullManifest(RepositoryName repository, Read read, Reference reference)
      implements OnRepository {
    @Override
    public String method() {
      return read.name();
    }

    @Override
    public String name() {
      return "pull-manifest";
    }
  }

  /**
   * {@code PUT /v2/<name>/manifests/<reference>}.
   *
   * @param tags further tags asked for with {@code ?tag=}; each is as much of a push as the path's
   *     own (trap 26)
   */
  record PushManifest(RepositoryName repository, Reference reference, List<Tag> tags)
      implements OnRepository {
    /** Copies the list. */
    public PushManifest {
      tags = List.copyOf(tags);
    }

    @Override
    public String method() {
      return "PUT";
    }

    @Override
    public String name() {
      return "push-manifest";
    }
  }

  /**
   * {@code DELETE /v2/<name>/manifests/<reference>}; by digest it takes every tag on it along (trap
   * 27).
   */
  record DeleteManifest(RepositoryName repository, Reference reference) implements OnRepository {
    @Override
    public String method() {
      return "DELETE";
    }

    @Override
    public String name() {
      return "delete-manifest";
    }
  }

  /** {@code GET|HEAD /v2/<name>/blobs/<digest>}. */
  record PullBlob(RepositoryName repository, Read read, Digest digest) implements OnRepository {
    @Override
    public String method() {
      return read.name();
    }

    @Override
    public String name() {
      return "pull-blob";
    }
  }

  /** {@code DELETE /v2/<name>/blobs/<digest>}. */
  record DeleteBlob(RepositoryName repository, Digest digest) implements OnRepository {
    @Override
    public String method() {
      return "DELETE";
    }

    @Override
    public String name() {
      return "delete-blob";
    }
  }

  /**
   * {@code POST /v2/<name>/blobs/uploads/}.
   *
   * @param mount complete and well-formed, or absent: half a mount is an ordinary upload (traps 23,
   *     24)
   * @param digest for an upload in one request
   */
  record StartUpload(RepositoryName repository, Optional<Mount> mount, Optional<Digest> digest)
      implements OnRepository {
    /**
     * The same upload without the mount, for a caller who may not pull from its source (trap 23).
     */
    public StartUpload withoutMount() {
      return new StartUpload(repository, Optional.empty(), digest);
    }

    @Override
    public String method() {
      return "POST";
    }

    @Override
    public String name() {
      return "start-upload";
    }
  }

  /** {@code GET|HEAD /v2/<name>/blobs/uploads/<session>}: part of a push (trap 29). */
  record UploadStatus(RepositoryName repository, Read read, UploadSession session)
      implements OnRepository {
    @Override
    public String method() {
      return read.name();
    }

    @Override
    public String name() {
      return "upload-status";
    }
  }

  /** {@code PATCH /v2/<name>/blobs/uploads/<session>}. */
  record UploadChunk(RepositoryName repository, UploadSession session) implements OnRepository {
    @Override
    public String method() {
      return "PATCH";
    }

    @Override
    public String name() {
      return "upload-chunk";
    }
  }

  /** {@code PUT /v2/<name>/blobs/uploads/<session>?digest=<digest>}. */
  record FinishUpload(RepositoryName repository, UploadSession session, Digest digest)
      implements OnRepository {
    @Override
    public String method() {
      return "PUT";
    }

    @Override
    public String name() {
      return "finish-upload";
    }
  }

  /** {@code DELETE /v2/<name>/blobs/uploads/<session>}. */
  record CancelUpload(RepositoryName repository, UploadSession session) implements OnRepository {
    @Override
    public String method() {
      return "DELETE";
    }

    @Override
    public String name() {
      return "cancel-upload";
    }
  }

  /**
   * {@code GET /v2/<name>/referrers/<digest>}.
   *
   * @param query raw pairs joined by {@code &}, empty if there are none: how a registry names the
   *     next page is its own business (OCI distribution-spec 1.1, "Listing Referrers")
   */
  record ListReferrers(RepositoryName repository, Read read, Digest subject, String query)
      implements OnRepository {
    @Override
    public String method() {
      return read.name();
    }

    @Override
    public String name() {
      return "list-referrers";
    }
  }
}
