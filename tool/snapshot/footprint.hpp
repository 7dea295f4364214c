#pragma once

// What an open transaction has written in the system catalogues, as one digest. It is the same
// wherever the same was made by a server of the same major version, whatever the OIDs: so whoever
// knows the digest of a step that was looked at closely need not describe anything to know that the
// step has done the same again.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "snapshot/catalogue_columns.hpp"
#include "snapshot/may_grant.hpp"
#include "snapshot/prepared_queries.hpp"
#include "snapshot/transaction_rows.hpp"
#include "snapshot/written_rows.hpp"

namespace migration {

struct Footprint {
    std::string digest;
    // Those with rows of the transaction, and whether it changed rows that were there, or its own
    // once more.
    std::map<Oid, bool> catalogues;

    // "DIGEST 1247,1249*"; empty text for none.
    std::string text() const;
    static std::optional<Footprint> from_text(std::string_view text);
};

class FootprintReader {
public:
    // Reads how the server's catalogues are built. `session` is the one that writes, straight to
    // the server, not through a pooler.
    explicit FootprintReader(Session& session);

    // In the open transaction, as the last statements of `batch`, when settings and role are the
    // session's own again; afterwards the transaction's are not, until it ends. `grants`: whether
    // it may have changed privileges, by its text or by what it called.
    //
    // Different digests may stand for the same schema; equal ones never stand for different ones.
    // Left out are owners, privileges, and what is no part of the schema, such as statistics.
    // nullopt where the rows do not tell everything: some were removed, or belong to the whole
    // server.
    //
    // The rows of the catalogues `expected` are asked for at once; what else was written costs more
    // round trips.
    std::optional<Footprint> read(Batch& batch, Grants grants, const Prepared& prepared,
                                  const std::map<Oid, bool>& expected = {});

private:
    class Seeker;

    bool may_have_granted(Grants grants) const { return grants == Grants::possible || may_call_; }
    void queue_referenced(WrittenRows& made);
    std::optional<CatalogueCounts> ask(Batch& batch, Grants grants,
                                       const std::map<Oid, bool>& expected, RowSearch& search,
                                       WrittenRows& made);
    void name_objects(WrittenRows& made);

    PreparedQueries queries_;
    TransactionRows rows_;
    std::map<Oid, CatalogueColumns> columns_;
    std::string slots_;
    bool may_call_ = false;  // functions or extensions were made that nobody has looked at
};

}  // namespace migration
