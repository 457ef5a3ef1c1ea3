package io.registrymanager.gate;

/**
 * Every operation inside a repository: the right it needs, and how distribution 2.8.2 answers it
 * when it is let through. Targets have places to fill in: the repository, the digests of its image,
 * an upload session and its state.
 */
enum Asked {
  TAGS("GET", "/v2/{repository}/tags/list", 'p', 200),
  TAGS_PAGE("GET", "/v2/{repository}/tags/list?n=2", 'p', 200),
  TAGS_HEAD("HEAD", "/v2/{repository}/tags/list", 'p', 405),
  MANIFEST("GET", "/v2/{repository}/manifests/1", 'p', 200),
  MANIFEST_HEAD("HEAD", "/v2/{repository}/manifests/1", 'p', 200),
  MANIFEST_BY_DIGEST("GET", "/v2/{repository}/manifests/{manifest}", 'p', 200),
  MANIFEST_HEAD_BY_DIGEST("HEAD", "/v2/{repository}/manifests/{manifest}", 'p', 200),
  MANIFEST_MISSING("GET", "/v2/{repository}/manifests/missing", 'p', 404),
  PUT_MANIFEST("PUT", "/v2/{repository}/manifests/1", 'h', 201),
  PUT_MANIFEST_BY_DIGEST("PUT", "/v2/{repository}/manifests/{manifest}", 'h', 201),
  DELETE_TAG("DELETE", "/v2/{repository}/manifests/1", 'd', 400),
  DELETE_MANIFEST("DELETE", "/v2/{repository}/manifests/{manifest}", 'd', 202),
  BLOB("GET", "/v2/{repository}/blobs/{layer}", 'p', 200),
  BLOB_HEAD("HEAD", "/v2/{repository}/blobs/{layer}", 'p', 200),
  DELETE_BLOB("DELETE", "/v2/{repository}/blobs/{layer}", 'd', 202),
  REFERRERS("GET", "/v2/{repository}/referrers/{manifest}", 'p', 404),
  REFERRERS_HEAD("HEAD", "/v2/{repository}/referrers/{manifest}", 'p', 404),
  START_UPLOAD("POST", "/v2/{repository}/blobs/uploads/", 'h', 202),
  UPLOAD_STATUS("GET", "{session}", 'h', 204),
  UPLOAD_STATUS_HEAD("HEAD", "{session}", 'h', 204),
  UPLOAD_CHUNK("PATCH", "{session}", 'h', 202),
  FINISH_UPLOAD("PUT", "{session}&digest={content}", 'h', 201),
  CANCEL_UPLOAD("DELETE", "{session}", 'h', 204);

  final String method;
  final String template;
  final char right;

  /** The registry's status once it is asked. */
  final int status;

  Asked(String method, String template, char right, int status) {
    this.method = method;
    this.template = template;
    this.right = right;
    this.status = status;
  }

  boolean isInSession() {
    return template.startsWith("{session}");
  }

  boolean isDelete() {
    return right == 'd';
  }

  boolean isPutManifest() {
    return this == PUT_MANIFEST || this == PUT_MANIFEST_BY_DIGEST;
  }

  /** The right as refusal and log name it. */
  String rightWord() {
    return switch (right) {
      case 'p' -> "pull";
      case 'h' -> "push";
      default -> "delete";
    };
  }
}
