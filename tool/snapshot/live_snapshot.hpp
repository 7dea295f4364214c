#pragma once

// A snapshot that is kept up to date at a cost that follows the change: after a transaction only
// the objects whose catalogue rows it wrote, and what depends on those that changed, are described
// again.

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "base/ledger_name.hpp"
#include "snapshot/catalogue_reader.hpp"
#include "snapshot/changed_objects.hpp"
#include "snapshot/ledger_filter.hpp"
#include "snapshot/may_grant.hpp"
#include "snapshot/may_reach.hpp"
#include "snapshot/snapshot.hpp"

namespace migration {

class LiveSnapshot {
public:
    // What is prepared on the session that writes, kept as long as that is the same.
    struct Writer {
        explicit Writer(Session& session) : queries(session), reader(queries) {
            queries.use_savepoints();
        }
        PreparedQueries queries;
        CatalogueReader reader;
    };

    // Reads everything. `observer` is a session of its own of the database that scripts change
    // through another one; it must see all objects, and stay open as long as this. Without rows no
    // table's rows and no sequence's value are read, at the start or later.
    LiveSnapshot(Session& observer, const LedgerName& ledger, Scope scope = Scope::everything);

    const Snapshot& state() const { return state_; }

    // In the open transaction of another session, as the last statement of `batch`: notes what it
    // wrote. Where the text of what it ran is known, and may_grant(text) is false, say
    // Grants::none: less must be read. Where may_reach_others(text) is true, Reach::other_sessions:
    // then everything must be.
    void note(Batch& batch, Grants grants = Grants::possible, Reach reach = Reach::own_session);
    // After that transaction's COMMIT. Returns what changed.
    Changes refresh();
    // In place of it, before the COMMIT: `session` itself reads what it has made. Settings and role
    // must be as they were when it connected; afterwards the transaction's are not, until it ends.
    // Should it be rolled back, reread().
    Changes refresh_within(Session& session);
    // The same where nobody has followed what was changed `meanwhile`, before that transaction:
    // reads everything.
    Changes reread_within(Session& session, const std::vector<Changes>& meanwhile);
    // Whether a function or an extension of the database could change privileges.
    bool can_grant() const { return !able_to_grant_.empty(); }
    // Whether a function, an extension or a server of the database could change it through another
    // session.
    bool can_reach_others() const { return !able_to_reach_.empty(); }
    // Of a change that refresh_within() has returned: whether other sessions have made it, and not
    // the open transaction of `session`.
    bool is_of_others(const Change& change, Session& session);
    // After a transaction that was rolled back: only sequences have kept what it did, and other
    // sessions.
    Changes refresh_after_failure(Reach reach = Reach::own_session);
    // After anything else, such as a script that committed by itself: reads everything.
    Changes reread();

    // Hands it over to one with another observer of the same writing session.
    std::unique_ptr<Writer> release_writer() { return std::move(writer_); }
    void use_writer(std::unique_ptr<Writer> writer) { writer_ = std::move(writer); }

private:
    using Entries = std::vector<Snapshot::iterator>;

    // The session that reads what has changed.
    struct Reading {
        PreparedQueries& queries;
        CatalogueReader& reader;
    };

    // Into the state, and into `after` where that is wanted.
    void take_in(DescribedList list, Snapshot* after);
    void read_everything();
    void read_everything(CatalogueReader& reader);
    std::optional<Changes> follow_rows(Reading reading, Snapshot& before, Snapshot& after);
    Changes reread_with(CatalogueReader& reader, const std::vector<Changes>& meanwhile);
    std::optional<ObjectId> object_of(const ObjectKey& key) const;
    // What the object's entry reads like for that reader; nothing where it is not there.
    static std::optional<std::string> definition_for(Reading reading, const ObjectId& object,
                                                     const ObjectKey& key);
    Writer& writer(Session& session);
    void take_out(const ObjectId& object, Snapshot& before);
    std::optional<ObjectId> described(const CatalogueObject& object) const;
    CatalogueObjects describe(const CatalogueObjects& objects, Reading reading, Snapshot& before,
                              Snapshot& after);
    // What changed; nullopt where that cannot be told from the rows written.
    std::optional<Changes> read_changes(Reading reading);
    void refresh_data(const CatalogueObjects& objects, Snapshot& before, Snapshot& after);
    bool renames_schema(const Snapshot& before, const Snapshot& after) const;

    Session& observer_;
    Scope scope_;
    PreparedQueries queries_;
    CatalogueReader reader_;
    LedgerFilter ledger_;
    ChangedObjects changed_;
    Snapshot state_;
    std::map<ObjectId, Entries> entries_;
    std::map<Oid, std::size_t> class_of_catalogue_;
    std::set<Oid> tables_of_names_;     // with columns whose values are spelt as objects' names
    std::set<ObjectId> able_to_grant_;  // functions and extensions that may change privileges
    std::set<ObjectId> able_to_reach_;  // what may work through another session
    TransactionWrites written_;
    CatalogueObjects removed_;
    std::map<ObjectKey, ObjectId> gone_;  // objects that the last refresh no longer found
    std::unique_ptr<Writer> writer_;
};

}  // namespace migration
