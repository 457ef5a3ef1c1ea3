package io.registrymanager.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BreakdownTest {
  @Test
  void mappingsAreNamedByTheirFileOrByTheProgram() {
    String map =
        """
        from               to                        vsize prot          rss      hugetlb pgsz notes            info                                  file
        ==================================================
        0x0000000007001000-0x0000000007d95000     14237696 rw-p      1048576            0 4K   com              CDS                                   /opt/java/classes.jsa
        0x00000000f4000000-0x00000000f5550000     22347776 rw-p      2097152            0 4K   com              JAVAHEAP                              -
        0x00000000f5550000-0x00000000f6550000     22347776 rw-p      1048576            0 4K   com              JAVAHEAP                              -
        0x000056435c386000-0x000056435c3cf000       299008 rw-p       524288            0 4K   com              -                                     [heap]
        0x00007fec4c000000-0x00007fec4c103000      1060864 rw-p       524288            0 4K   -                -                                     -
        0x00007fec4d000000-0x00007fec4d103000      1060864 r-xp      3145728            0 4K   com              -                                     /opt/java/libjvm.so
        0x00007fec4d103000-0x00007fec4d203000      1060864 rw-p      1048576            0 4K   com              -                                     /opt/java/libjvm.so
                           shared: 32768 (32768B)
        """;
    assertThat(Breakdown.mappings(map))
        .containsEntry("classes.jsa", 1.0)
        .containsEntry("Java heap", 3.0)
        .containsEntry("malloc and the rest of anonymous memory", 1.0)
        .containsEntry("libjvm.so", 4.0)
        .hasSize(4);
  }

  @Test
  void classesAreCountedByLibrary() {
    String classes =
        """
        KlassAddr           Size  State                 Flags    ClassName
        0x00000000083f8400    66  fully_initialized     W        java.lang.invoke.LambdaForm$MH/0x00000000083f8400
        0x00000000083f2c00    67  fully_initialized     fW       [Ljava.lang.String;
        0x00000000083f2800    66  fully_initialized     W        io.netty.buffer.ByteBuf
        0x00000000083f2400    66  linked                W        io.netty.util.Constant
        0x00000000083f2000    66  fully_initialized     W        org.sqlite.JDBC
        """;
    assertThat(Breakdown.libraries(classes))
        .containsEntry("Java", 2.0)
        .containsEntry("io.netty", 2.0)
        .containsEntry("org.sqlite", 1.0)
        .hasSize(3);
  }
}
