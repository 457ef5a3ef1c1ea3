package io.registrymanager.proxy;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** How many descriptors this process may have: a real lack of them, for as long as it takes. */
final class DescriptorLimit {
  private static final int DESCRIPTORS = 7;

  private final MethodHandle setter = call("setrlimit");
  private final MemorySegment limits = Arena.ofAuto().allocate(JAVA_LONG, 2);
  private final long before;

  private DescriptorLimit() {
    invoke(call("getrlimit"));
    before = limits.getAtIndex(JAVA_LONG, 0);
  }

  static DescriptorLimit ofThisProcess() {
    return new DescriptorLimit();
  }

  /** From now on there is no descriptor of that number or above, but for those there are. */
  void set(long descriptors) {
    limits.setAtIndex(JAVA_LONG, 0, descriptors);
    invoke(setter);
  }

  void restore() {
    set(before);
  }

  private void invoke(MethodHandle handle) {
    try {
      int result = (int) handle.invokeExact(DESCRIPTORS, limits);
      if (result != 0) {
        throw new IllegalStateException("the system refuses");
      }
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("restricted") // allowed to the tests as to the program
  private static MethodHandle call(String name) {
    return Linker.nativeLinker()
        .downcallHandle(
            Linker.nativeLinker().defaultLookup().findOrThrow(name),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
  }
}
