package dev.traza.query.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.SegmentReader;
import org.junit.jupiter.api.Test;

/** Indexes that are opened at the same time, as the first ones of a process, are all opened. */
class LuceneClassesTest {

    private static final int ROUNDS = 20;
    private static final List<String> FIRST_USED = Stream.of(
                    IndexWriter.class, ConcurrentMergeScheduler.class, SegmentReader.class)
            .map(Class::getName)
            .toList();

    @Test
    void threadsThatUseDifferentClassesFirstDoNotWaitForEachOther() throws IOException, InterruptedException {
        URL[] classes = {at(IndexWriter.class), at(LuceneClasses.class)};
        for (int round = 0; round < ROUNDS; round++) {
            try (URLClassLoader fresh = new URLClassLoader(classes, ClassLoader.getPlatformClassLoader())) {
                CyclicBarrier together = new CyclicBarrier(FIRST_USED.size());
                List<Thread> threads = FIRST_USED.stream()
                        .map(name -> Thread.ofPlatform().daemon().start(() -> use(fresh, name, together)))
                        .toList();

                for (Thread thread : threads) {
                    assertThat(thread.join(Duration.ofSeconds(30)))
                            .as("round %d: %s", round, List.of(thread.getStackTrace()))
                            .isTrue();
                }
            }
        }
    }

    private static void use(ClassLoader fresh, String name, CyclicBarrier together) {
        try {
            Method initialise =
                    Class.forName(LuceneClasses.class.getName(), true, fresh).getMethod("initialise");
            var unused = together.await();
            var nothing = initialise.invoke(null);
            var used = Class.forName(name, true, fresh);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static URL at(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }
}
