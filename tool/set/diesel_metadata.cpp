#include "set/diesel_metadata.hpp"

#include <regex>

#include "base/text.hpp"
#include "set/source_files.hpp"

namespace migration {
namespace {

// Number of the line that switches the transaction off, or 0.
int line_of_switch(const std::string& text) {
    static const std::regex shape("\\s*run_in_transaction\\s*=\\s*false\\s*(#.*)?");
    int number = 0;
    for (const auto& [line, end] : lines_of(text)) {
        ++number;
        if (std::regex_match(line.begin(), line.end(), shape)) return number;
    }
    return 0;
}

}  // namespace

void check_diesel_metadata(const std::filesystem::path& file, const Migration& migration,
                           Problems& problems) {
    const int line = line_of_switch(read_source(file, problems));
    if (line == 0) return;
    const auto check = [&](const Script& script) {
        if (script.transactional && !script.statements.empty())
            problems.push_back({"foreign-annotation", file.string(), line,
                                "a setting of Diesel that has no effect here: \"run_in_transaction = false\"",
                                "write \"-- @no-transaction\" at the top of " + script.file});
    };
    check(migration.up);
    if (migration.down) check(*migration.down);
}

}  // namespace migration
