#pragma once

// One catalogue whose rows are objects of a database, and the queries that describe them. One file
// under classes/ for each, and one line in the table of object_classes.cpp.
//
// The queries run with search_path = '', so unqualified names are the system's, and everything of
// the user's is spelt with its schema. They may hold the words of sql_words.hpp, as {relation} or
// {acl x.acl}, and {narrow x.oid}, a condition behind others: that x is among the objects asked
// for; or {narrow x.oid with indexed}: among them or the tables of those that are indexes.

#include <span>
#include <string>
#include <vector>

#include "snapshot/snapshot.hpp"
#include "snapshot/sql_words.hpp"

namespace migration {

// Columns objid, key, parent (or NULL), definition (never NULL).
struct Family {
    Facet facet;
    const char* sql;
    bool large =
        false;  // takes long in a large database: when everything is read, it is read by itself
};

struct ObjectClass {
    // Catalogue of the objects, as "pg_operator". Several classes may share one.
    const char* catalog;
    // What names an object, and what every kind of object has: columns objid, subid (attribute
    // number or 0), key, own (true unless it is the system's or an extension's), owner, acl,
    // acl_kind (as acldefault() wants it). Owner and acl are NULL for kinds that have none; nullptr
    // where comments have none either.
    const char* identity;
    std::vector<Family> families;
    // False for what belongs to the whole server, such as roles.
    bool of_database = true;
    // When it is worth asking; nullptr where the catalogue has rows that initdb did not make.
    const char* inhabited = nullptr;
    // Common table expressions for the families and the identity, where several of them ask the
    // same.
    const char* shared = nullptr;
};

std::span<const ObjectClass* const> object_classes();

// Statement that gives the numbers, in object_classes(), of those classes that have something to
// tell; and first, how many relations there are.
std::string inhabited_sql(const ServerTraits& server);

// Statements that give objid, facet (its number), key, parent and definition: together of all
// objects of the class.
std::vector<std::string> describe_all_sql(const ObjectClass& described, const ServerTraits& server,
                                          Scope scope);

// Statement that gives the same of those objects whose OIDs are in `objects`, an expression such as
// $1.
std::string describe_sql(const ObjectClass& described, const ServerTraits& server,
                         const std::string& objects);

}  // namespace migration
