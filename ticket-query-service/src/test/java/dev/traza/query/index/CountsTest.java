package dev.traza.query.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.query.Story;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.Weight;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountsTest {

    @Test
    void countsFollowTheTickets(@TempDir Path directory) throws Exception {
        try (Shelf shelf = new Shelf(directory)) {
            Story story = shelf.put(Story.of("u-1").opened("impresora", "x"));
            shelf.put(Story.of("u-2").opened("impresora", "y"));

            assertThat(shelf.index.count(Shelf.asking("impresoras", null).question()))
                    .isEqualTo(2);
            assertThat(shelf.index.count(Shelf.asking("impresoras", "u-1").question()))
                    .isEqualTo(1);

            shelf.put(story.ticket(new dev.traza.contract.ticket.TicketEvent.PersonalDataErased(
                    "u-1", true, java.util.List.of(), dev.traza.contract.ticket.Status.NEW)));
            assertThat(shelf.index.count(Shelf.asking("impresoras", null).question()))
                    .isEqualTo(1);
            assertThat(shelf.index.count(Shelf.asking(null, null).question())).isEqualTo(2);
        }
    }

    @Test
    void whatHasNotChangedIsNotCountedAgain() throws Exception {
        Counts counts = new Counts(2);
        try (ByteBuffersDirectory directory = new ByteBuffersDirectory();
                IndexWriter writer =
                        new IndexWriter(directory, new IndexWriterConfig().setMergePolicy(NoMergePolicy.INSTANCE));
                SearcherManager searchers = new SearcherManager(writer, null)) {
            add(writer, searchers, "1");
            add(writer, searchers, "2");
            AtomicInteger asked = new AtomicInteger();

            assertThat(count(counts, searchers, asked)).isEqualTo(2);
            assertThat(count(counts, searchers, asked)).isEqualTo(2);
            assertThat(asked).hasValue(1);

            add(writer, searchers, "3");
            assertThat(count(counts, searchers, asked)).isEqualTo(3);
            assertThat(counts.segments()).isEqualTo(3);

            writer.deleteDocuments(new Term("id", "1"));
            searchers.maybeRefreshBlocking();
            assertThat(count(counts, searchers, asked)).isEqualTo(2);
            assertThat(counts.segments())
                    .as("of readers that nobody has any more, nothing is kept")
                    .isLessThanOrEqualTo(3);
        }
    }

    private static int count(Counts counts, SearcherManager searchers, AtomicInteger asked) throws Exception {
        IndexSearcher searcher = searchers.acquire();
        try {
            IndexSearcher watched = new IndexSearcher(searcher.getIndexReader()) {
                @Override
                public Weight createWeight(Query query, org.apache.lucene.search.ScoreMode mode, float boost)
                        throws java.io.IOException {
                    asked.incrementAndGet();
                    return super.createWeight(query, mode, boost);
                }
            };
            return counts.of(watched, new TermQuery(new Term("kind", "a")));
        } finally {
            searchers.release(searcher);
        }
    }

    private static void add(IndexWriter writer, SearcherManager searchers, String id) throws Exception {
        Document document = new Document();
        document.add(new StringField("id", id, Field.Store.NO));
        document.add(new StringField("kind", "a", Field.Store.NO));
        writer.addDocument(document);
        searchers.maybeRefreshBlocking();
    }
}
