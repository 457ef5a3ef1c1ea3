package io.registrymanager.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;

/**
 * A network of its own for programs that insist on ports of the system, joined to this machine by a
 * pair of interfaces. It belongs to one process that ends when this JVM does, whatever way that
 * ends, and everything goes with it: processes, interfaces, addresses. Needs root.
 */
public final class NetworkSpace implements AutoCloseable {
  private static final int NETWORKS = 250;

  private final WorkFolder folder;
  private final RunningProgram holder;
  private final int network;

  private NetworkSpace(WorkFolder folder, RunningProgram holder, int network) {
    this.folder = folder;
    this.holder = holder;
    this.network = network;
  }

  /** Opens one with a few addresses, {@link #address(int)} from 2 to 9. */
  public static NetworkSpace open() {
    WorkFolder folder = WorkFolder.create("network");
    try {
      // cat ends when its standard input does, which is when this JVM ends.
      RunningProgram holder =
          RunningProgram.start(
              Command.of("unshare", "--net", "cat"), folder.path().resolve("holder.log"));
      NetworkSpace space = new NetworkSpace(folder, holder, freeNetwork());
      holder.awaitReady(() -> isApart(holder.pid()));
      space.join();
      return space;
    } catch (AssertionError e) {
      folder.close();
      throw e;
    }
  }

  /** The address of that number inside; number 1 is this machine's end. */
  public String address(int number) {
    return "10.213." + network + "." + number;
  }

  /** The same command, run inside; it keeps its process id. */
  public Command inside(Command command) {
    List<String> words = new ArrayList<>(List.of("nsenter", "--net=" + file()));
    words.addAll(command.words());
    return new Command(
        words, command.environment(), command.folder(), command.input(), command.limit());
  }

  @Override
  public void close() {
    Command.of("ip", "link", "del", name()).run();
    holder.close();
    folder.close();
  }

  private void join() {
    run("ip link add %s type veth peer name eth0 netns %d".formatted(name(), holder.pid()));
    run("ip addr add %s/24 dev %s".formatted(address(1), name()));
    run("ip link set %s up".formatted(name()));
    for (int number = 2; number < 10; number++) {
      run("nsenter --net=%s ip addr add %s/24 dev eth0".formatted(file(), address(number)));
    }
    run("nsenter --net=%s ip link set eth0 up".formatted(file()));
    run("nsenter --net=%s ip link set lo up".formatted(file()));
  }

  private static void run(String words) {
    Command.of(words.split(" ", -1)).run().orFail();
  }

  private String file() {
    return "/proc/" + holder.pid() + "/ns/net";
  }

  private String name() {
    return "kit" + holder.pid();
  }

  private static boolean isApart(long pid) {
    return !link("/proc/" + pid + "/ns/net").equals(link("/proc/self/ns/net"));
  }

  private static String link(String file) {
    return Command.of("readlink", file).run().out();
  }

  private static int freeNetwork() {
    int start = (int) (ProcessHandle.current().pid() % NETWORKS);
    for (int i = 0; i < NETWORKS; i++) {
      int network = 1 + (start + i) % NETWORKS;
      if (isFree("10.213." + network + ".1")) {
        return network;
      }
    }
    throw new AssertionError("All networks 10.213.x.0 are taken.");
  }

  private static boolean isFree(String address) {
    try {
      return NetworkInterface.getByInetAddress(InetAddress.ofLiteral(address)) == null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
