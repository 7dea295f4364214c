#pragma once

// Fills the gaps of a production's text.

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "postgres/session.hpp"
#include "snapshot/random/dice.hpp"

namespace migration {

class Filler {
public:
    Filler(Session& session, Dice& dice) : session_(session), dice_(dice) {}

    // nullopt when the database has nothing that fits. {!word} picks without writing.
    std::optional<std::string> fill(std::string_view text);

private:
    std::optional<std::string> fill_gap(std::string_view inside);
    std::optional<std::string> fill_word(std::string_view word);
    std::string remember(std::string_view word, std::string value);

    Session& session_;
    Dice& dice_;
    std::map<std::string, std::string, std::less<>> last_;
    std::string scope_;
};

}  // namespace migration
