#pragma once

// A server for trials, and a source of more such servers.

#include <functional>
#include <memory>
#include <string>

#include "postgres/connection_settings.hpp"

namespace migration {

struct TrialServer {
    ConnectionSettings settings;        // may create and drop databases
    std::shared_ptr<const void> owner;  // the server lives as long as this
    std::string database_prefix;        // of the names of databases made on it
    bool keep_databases = false;        // for people who examine a failed run
};

// Starts another server like the first, with nothing in it.
using ServerSource = std::function<TrialServer()>;

}  // namespace migration
