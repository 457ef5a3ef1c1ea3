package io.registrymanager.observation;

import java.util.List;

/** Several observers as one, told in their order. */
public record ObserverList(List<RequestObserver> observers) implements RequestObserver {
  /** Copies the list. */
  public ObserverList {
    observers = List.copyOf(observers);
  }

  @Override
  public void ended(RequestOutcome outcome) {
    for (RequestObserver observer : observers) {
      observer.ended(outcome);
    }
  }
}
