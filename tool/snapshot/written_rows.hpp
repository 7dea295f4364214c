#pragma once

// The catalogue rows that a transaction made, and what they say when each OID is replaced by what
// it stands for: the row's number among those made, in the order of their OIDs, or the object's
// name.

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "postgres/rows.hpp"
#include "snapshot/catalogue_columns.hpp"
#include "snapshot/catalogue_rows.hpp"

namespace migration {

class WrittenRows {
public:
    // `oids` of the catalogues, by name.
    explicit WrittenRows(const std::map<std::string, Oid, std::less<>>& oids) : oids_(oids) {}

    // Rows of a catalogue as select() gives them, the place of each first; those put before go.
    // `catalogue` must live as long. The condition speaks of the row as c.
    static std::string select(const CatalogueColumns& catalogue, const std::string& condition);
    void set_rows(Oid oid, const CatalogueColumns& catalogue, const Rows& rows);
    // Those of other catalogues go.
    void keep_only(const std::set<Oid>& catalogues);

    // nullopt where missing() are to be named first, or where an OID cannot be told.
    std::optional<std::string> digest();
    const CatalogueObjects& missing() const { return missing_; }
    // Rows of catalogue, OID, name.
    void put_names(const Rows& rows);

private:
    struct Part {
        const CatalogueColumns* catalogue;
        Rows rows;
    };
    struct Line {
        Oid catalogue;
        int row;
        std::string text;
        bool is_whole;  // nothing is missing
    };

    void number_objects();
    void write(Line& line);
    void add_value(const CatalogueColumn& column, Oid catalogue,
                   std::span<const std::string_view> row, std::string_view text);
    void add_label(Oid catalogue, Oid oid);
    void add_list(Oid catalogue, std::string_view text);
    void add_name(std::string_view text);
    void add_expression(std::string_view text);
    const std::string& label(Oid catalogue, Oid oid);

    const std::map<std::string, Oid, std::less<>>& oids_;
    std::map<Oid, Part> parts_;
    std::map<CatalogueObject, std::string> labels_;
    std::vector<Line> lines_;
    std::string value_;  // of the column that is being written
    CatalogueObjects missing_;
    bool is_whole_ = true;
    bool is_clear_ = true;
};

}  // namespace migration
