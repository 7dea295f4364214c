#pragma once

// The longer queries of picks.cpp. Each gives candidates in its one column.

namespace migration::candidates {

extern const char* const free_names;
// The same schema's as the object's that was picked last.
extern const char* const free_names_beside;
// Schemas in which the object's name that was picked last is free.
extern const char* const free_schemas;
extern const char* const inheritances;
extern const char* const identity_indexes;
extern const char* const index_attachments;
extern const char* const column_types;
// The rest of an INSERT into the table: three rows.
extern const char* const insertions;
extern const char* const bounds;
// Columns of numbers that a foreign key may point at.
extern const char* const references;
extern const char* const members;
extern const char* const casts;

}  // namespace migration::candidates
