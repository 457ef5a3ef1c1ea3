package io.registrymanager.benchmark;

import java.util.List;

/**
 * What a generator does on each of its connections, over and over.
 *
 * @param script requests in order; one round of it is one unit where requests are counted
 * @param perSecond units offered each second on all connections together; infinite: flat out
 */
record Load(List<Request> script, int connections, Unit unit, double perSecond) {
  static final double FLAT_OUT = Double.POSITIVE_INFINITY;
}
