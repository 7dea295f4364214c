#pragma once

// Runs the catalogue queries on one session.

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "snapshot/described.hpp"
#include "snapshot/prepared_queries.hpp"
#include "snapshot/shared_reading.hpp"
#include "snapshot/sql_words.hpp"

namespace migration {

class CatalogueReader {
public:
    explicit CatalogueReader(PreparedQueries& queries) : queries_(queries), shared_(queries) {}

    // For a session that is ours alone: what begin() sets is set once and for all.
    void pin_session();
    // Opens a transaction in which values and definitions are spelt the same whatever the session,
    // the role or the database has set. The other functions want it.
    void begin();
    // The same for few objects in a database of any size.
    void begin_update();
    void end();
    // In place of both, in a transaction that is open and somebody else's: its settings are so
    // until it ends.
    void pin_transaction();

    // All objects; with Scope::everything the rows and values of their relations, too.
    void read_all(Scope scope, DescribedList& into);
    // Queues the description of `oids`, of one class; those that are no more are left out. `into`
    // is filled when the queries run.
    void queue(std::size_t object_class, const std::vector<Oid>& oids, DescribedList& into);
    // The rows of those tables and materialised views, and the values of those sequences, that are
    // among `oids`.
    void read_data(const std::vector<Oid>& oids, DescribedList& into);
    void read_all_sequence_values(DescribedList& into);

private:
    const ServerTraits& traits();
    std::vector<ClassStatement> statements_for(const std::vector<std::size_t>& classes,
                                               Scope scope);
    // Statements that read the data of relations: of `oids`, or of all.
    void queue_statements(std::size_t object_class, const std::vector<Oid>* oids,
                          std::vector<std::string>& into);
    void run_statements(std::size_t object_class, const std::vector<std::string>& statements,
                        DescribedList& into);

    PreparedQueries& queries_;
    SharedReading shared_;
    std::map<std::pair<std::size_t, Scope>, std::vector<std::string>> statements_;
    std::optional<ServerTraits> traits_;
    bool pinned_ = false;
    bool alone_ = false;  // what the transaction has made no second session sees
};

}  // namespace migration
