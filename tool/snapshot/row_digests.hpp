#pragma once

// The data: per table a count and a digest that depends on neither row nor column order, per sequence its
// value.

#include "snapshot/snapshot.hpp"

namespace migration {

// Adds the entries to `snapshot`. The session must be in the snapshot's own transaction with pinned settings.
void read_rows(Session& session, Snapshot& snapshot);
void read_sequence_values(Session& session, Snapshot& snapshot);

}  // namespace migration
