package dev.traza.query.index;

import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/** What somebody may find at all. */
final class Visible {

    private Visible() {}

    /** Begins a question about tickets that were opened and that this person may see; all of them if nobody is named. */
    static BooleanQuery.Builder to(@Nullable String onlyOf) {
        BooleanQuery.Builder visible = new BooleanQuery.Builder();
        visible.add(new TermQuery(new Term(Fields.LISTED, Fields.YES)), BooleanClause.Occur.FILTER);
        if (onlyOf != null) {
            visible.add(new TermQuery(new Term(Fields.CONCERNS, onlyOf)), BooleanClause.Occur.FILTER);
        }
        return visible;
    }
}
