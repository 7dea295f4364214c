#pragma once

// Random scripts over every kind of object. The same seed and the same answers of the database give
// the same scripts.

#include <string>
#include <vector>

#include "postgres/session.hpp"
#include "snapshot/random/dice.hpp"
#include "snapshot/random/productions.hpp"

namespace migration {

struct RandomScript {
    enum class End {
        commit,
        roll_back,  // though nothing failed
        alone,      // each statement without a transaction around it
    };
    End end = End::commit;
    std::vector<std::string> statements;
    const char* topic = "";
};

class RandomSql {
public:
    explicit RandomSql(std::uint64_t seed) : dice_(seed) {}

    // A script for the database as it is now. The session must stay out of the script's
    // transaction.
    RandomScript next(Session& session);

    // Statements that make what scripts expect in the database and its server.
    static const std::vector<std::string>& ground();

private:
    std::vector<std::string> statements(const Topic*& topic, Session& session);
    std::vector<std::string> produce(std::span<const Production> productions, Session& session);
    void wrap(std::vector<std::string>& statements);

    Dice dice_;
};

// For people: the script's statements, each with a semicolon.
std::string shown(const RandomScript& script);

}  // namespace migration
