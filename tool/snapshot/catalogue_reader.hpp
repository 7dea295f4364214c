#pragma once

// Runs the catalogue queries on one session, each prepared when it is first needed. Keep the reader as long
// as the session; scripts must run on another one (they may DEALLOCATE ALL).

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "snapshot/described.hpp"
#include "snapshot/sql_words.hpp"

namespace migration {

class CatalogueReader {
public:
    explicit CatalogueReader(Session& session) : session_(session) {}

    // Opens a transaction in which values and definitions are spelt the same whatever the session, the role
    // or the database has set. The other functions want it.
    void begin();
    void end();

    void read_all(Scope scope, DescribedList& into);
    // `oids` of objects of one class; those that are no more are left out.
    void read(std::size_t object_class, const std::vector<Oid>& oids, Scope scope, DescribedList& into);
    // The data of all tables and materialised views, or of those among `oids`; of sequences likewise.
    void read_all_rows(DescribedList& into);
    void read_rows(const std::vector<Oid>& oids, DescribedList& into);
    void read_all_sequence_values(DescribedList& into);
    void read_sequence_values(const std::vector<Oid>& oids, DescribedList& into);

    Session& session() { return session_; }

private:
    const ServerTraits& traits();
    void prepare(const std::string& name, const std::string& arguments, const std::string& sql);
    void take(std::size_t object_class, const Rows& rows, DescribedList& into);
    void run_each(std::size_t object_class, const Rows& statements, DescribedList& into);

    Session& session_;
    std::set<std::string> prepared_;
    std::optional<ServerTraits> traits_;
};

// '{1,2,3}', for a parameter of type oid[].
std::string oid_array(const std::vector<Oid>& oids);

}  // namespace migration
