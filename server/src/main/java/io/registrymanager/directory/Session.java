package io.registrymanager.directory;

import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.List;
import java.util.Optional;

/** Searches on one server as the service account, all of them until one deadline. */
record Session(Controller controller, Deadline deadline, DirectoryFigures figures) {
  private static final Filter ANYTHING = Filter.present("objectClass");

  /**
   * Entries below a place, at most {@code limit} and one more if there are more; with 0 as the
   * limit, all.
   */
  List<SearchResultEntry> search(String base, Filter filter, int limit, String... attributes)
      throws LDAPException, OutOfReachException {
    return search(base, SearchScope.SUB, filter, limit == 0 ? 0 : limit + 1, attributes);
  }

  /** One entry by its place, if it is there. */
  Optional<SearchResultEntry> read(String place, String... attributes)
      throws LDAPException, OutOfReachException {
    try {
      return search(place, SearchScope.BASE, ANYTHING, 0, attributes).stream().findFirst();
    } catch (LDAPException e) {
      if (e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private List<SearchResultEntry> search(
      String base, SearchScope scope, Filter filter, int limit, String... attributes)
      throws LDAPException, OutOfReachException {
    figures.searched();
    return controller
        .searching()
        .with(
            deadline,
            connection -> {
              SearchRequest request =
                  new SearchRequest(
                      base, scope, DereferencePolicy.NEVER, limit, 0, false, filter, attributes);
              request.setFollowReferrals(false);
              request.setResponseTimeoutMillis(deadline.millis());
              try {
                // References to other places come beside the entries, and are left there.
                return connection.search(request).getSearchEntries();
              } catch (LDAPSearchException e) {
                if (limit > 0 && e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
                  return e.getSearchEntries();
                }
                throw e;
              }
            });
  }
}
