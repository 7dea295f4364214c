#pragma once

// How the server's catalogues are built: which columns name other objects, and how.

#include <map>
#include <string>
#include <vector>

#include "snapshot/described.hpp"

namespace migration {

struct CatalogueColumn {
    enum class Kind {
        plain,
        own_oid,
        references,       // an OID, or several, of rows of the catalogue `target`
        object_of_class,  // an OID of the catalogue that column number `target` names
        opaque_oid,       // an OID of who knows what
        name,             // may end in an OID
        node_tree,
    };
    std::string name;
    std::string selected;  // as SQL, of the row c
    Kind kind = Kind::plain;
    Oid target = 0;
};

// One catalogue, without what is no part of the schema: owners, privileges, where data are and how
// many.
struct CatalogueColumns {
    std::string name;
    std::vector<CatalogueColumn> columns;  // but for the plain ones,
    std::string plain;                     // which are selected as one row
};

// Of those whose rows tell of an object, by OID.
std::map<Oid, CatalogueColumns> read_catalogue_columns(Session& session);

}  // namespace migration
