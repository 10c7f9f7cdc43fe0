package dev.traza.typescript;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyArray;
import org.jspecify.annotations.Nullable;

/** Microsoft's compiler of TypeScript, with all strict settings on. */
final class Compiler {

    private static final String VERSION = System.getProperty("typescript.version");
    private static final String PACKAGE = "/META-INF/resources/webjars/typescript/" + VERSION + "/lib/";

    /** In bytes: the compiler follows types that hold types by recursion, and its stack is that of the thread. */
    private static final long STACK = 512L << 20;

    private Compiler() {}

    /** What is wrong with the sources in these folders, and below: a line for each mistake, with its file. */
    static List<String> mistakes(Collection<Path> folders) throws ExecutionException, InterruptedException {
        FutureTask<List<String>> compilation = new FutureTask<>(() -> compile(folders));
        new Thread(null, compilation, "typescript", STACK).start();
        return compilation.get();
    }

    private static List<String> compile(Collection<Path> folders) throws IOException {
        try (Context javaScript = Context.newBuilder("js")
                .allowHostAccess(HostAccess.EXPLICIT)
                .option("engine.WarnInterpreterOnly", "false")
                .build()) {
            javaScript.eval("js", resource(PACKAGE + "typescript.js"));
            javaScript.getBindings("js").putMember("sources", new Sources(read(folders)));
            Value found = javaScript.eval("js", resource("compile.js"));
            List<String> mistakes = new ArrayList<>();
            for (long i = 0; i < found.getArraySize(); i++) {
                mistakes.add(found.getArrayElement(i).asString());
            }
            return mistakes;
        }
    }

    private static Map<String, String> read(Collection<Path> folders) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file :
                        files.filter(one -> one.toString().endsWith(".ts")).toList()) {
                    texts.put(file.toAbsolutePath().normalize().toString(), Files.readString(file));
                }
            }
        }
        return texts;
    }

    private static String resource(String name) throws IOException {
        String text = find(name);
        if (text == null) {
            throw new IOException("There is no " + name);
        }
        return text;
    }

    private static @Nullable String find(String name) throws IOException {
        try (InputStream found = Compiler.class.getResourceAsStream(name)) {
            return found == null ? null : new String(found.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** What the compiler may read: the sources, and the language's own libraries. */
    public static final class Sources {

        private final Map<String, String> texts;

        Sources(Map<String, String> texts) {
            this.texts = texts;
        }

        /** All sources. */
        @HostAccess.Export
        public Object names() {
            return ProxyArray.fromArray((Object[]) texts.keySet().toArray(String[]::new));
        }

        /** Where the language's own libraries are. */
        @HostAccess.Export
        public String libraries() {
            return PACKAGE;
        }

        /** A file; null if there is none. */
        @HostAccess.Export
        public @Nullable String read(String name) {
            String text = texts.get(name);
            try {
                return text == null && name.startsWith(PACKAGE) ? find(name) : text;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
