package dev.traza.contract;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The Javadoc of this module's types, as plain text, so that a schema says what its fields mean. */
final class JavadocTexts {

    private final Map<String, String> texts = new HashMap<>(); // by Type, or Type.component

    private JavadocTexts() {}

    static JavadocTexts ofThisModule() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavadocTexts found = new JavadocTexts();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            List<Path> javaFiles =
                    sources.filter(file -> file.toString().endsWith(".java")).toList();
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(javaFiles));
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                found.readFrom(unit, docs);
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is said about a type, if anything. */
    @Nullable
    String of(Class<?> type) {
        return texts.get(type.getSimpleName());
    }

    /** What is said about a record's component, if anything. */
    @Nullable
    String ofComponent(Class<?> type, String component) {
        return texts.get(type.getSimpleName() + "." + component);
    }

    private void readFrom(CompilationUnitTree unit, DocTrees docs) {
        new TreePathScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
                DocCommentTree comment = docs.getDocCommentTree(getCurrentPath());
                if (comment != null) {
                    put(type.getSimpleName().toString(), comment.getFullBody());
                    comment.getBlockTags().forEach(tag -> {
                        if (tag instanceof ParamTree param && !param.isTypeParameter()) {
                            put(type.getSimpleName() + "." + param.getName(), param.getDescription());
                        }
                    });
                }
                return super.visitClass(type, nothing);
            }
        }.scan(unit, null);
    }

    private void put(String key, List<? extends DocTree> body) {
        String text = body.stream()
                .map(JavadocTexts::plain)
                .collect(Collectors.joining())
                .replaceAll("\\s+", " ")
                .strip();
        if (!text.isEmpty()) {
            texts.put(key, text);
        }
    }

    private static String plain(DocTree part) {
        return switch (part) {
            case TextTree text -> text.getBody();
            case LiteralTree literal -> literal.getBody().getBody();
            case LinkTree link
            when link.getLabel().isEmpty() ->
                link.getReference().getSignature().replaceAll("^.*[.#](?=\\w+(\\(\\))?$)", "");
            case LinkTree link ->
                link.getLabel().stream().map(JavadocTexts::plain).collect(Collectors.joining());
            default -> throw new IllegalArgumentException("No plain text for " + part);
        };
    }
}
