package io.registrymanager.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.Tree.Kind;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Measures one source file and notes what is in it. */
final class SourceScanner extends TreeScanner<Void, Void> {
  /** Something of a size. */
  record Sized(String where, long size) {}

  private final CompilationUnitTree unit;
  private final SourcePositions positions;
  final List<Sized> methods = new ArrayList<>();
  final List<Sized> parameters = new ArrayList<>();
  final List<String> selections = new ArrayList<>();
  final List<String> imports = new ArrayList<>();

  private SourceScanner(CompilationUnitTree unit, SourcePositions positions) {
    this.unit = unit;
    this.positions = positions;
  }

  static SourceScanner read(CompilationUnitTree unit, Trees trees) {
    SourceScanner scanner = new SourceScanner(unit, trees.getSourcePositions());
    scanner.scan(unit, null);
    return scanner;
  }

  String file() {
    return unit.getSourceFile().getName().replaceFirst(".*/(main|test)/java/", "");
  }

  long lines() {
    return unit.getLineMap().getLineNumber(positions.getEndPosition(unit, unit));
  }

  private long line(long position) {
    return unit.getLineMap().getLineNumber(position);
  }

  @Override
  public Void visitClass(ClassTree type, Void none) {
    if (type.getKind() == Kind.RECORD) {
      long components = type.getMembers().stream().filter(SourceScanner::isComponent).count();
      parameters.add(new Sized(file() + " " + type.getSimpleName(), components));
    }
    return super.visitClass(type, null);
  }

  private static boolean isComponent(Tree member) {
    return member instanceof VariableTree field
        && !field.getModifiers().getFlags().contains(Modifier.STATIC);
  }

  @Override
  public Void visitMethod(MethodTree method, Void none) {
    String where = file() + " " + method.getName();
    if (method.getBody() != null) {
      long start = line(positions.getStartPosition(unit, method.getBody()));
      methods.add(new Sized(where, line(positions.getEndPosition(unit, method)) - start + 1));
    }
    if (method.getName().contentEquals("<init>")) {
      parameters.add(new Sized(where, method.getParameters().size()));
    }
    return super.visitMethod(method, null);
  }

  @Override
  public Void visitMemberSelect(MemberSelectTree select, Void none) {
    selections.add(select.toString());
    return super.visitMemberSelect(select, null);
  }

  @Override
  public Void visitImport(ImportTree imported, Void none) {
    imports.add(imported.getQualifiedIdentifier().toString());
    return super.visitImport(imported, null);
  }
}
