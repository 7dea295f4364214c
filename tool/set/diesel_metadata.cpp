#include "set/diesel_metadata.hpp"

#include <regex>

#include "base/text.hpp"
#include "set/history_rules.hpp"
#include "set/source_files.hpp"

namespace migration {
namespace {

// What the file says of the transaction, and on which line.
struct Switch {
    bool on = false;
    int line = 0;  // 0: it says nothing, which Diesel takes for false
};

Switch find_switch(const std::string& text) {
    static const std::regex shape("\\s*\"?run_in_transaction\"?\\s*=\\s*(true|false)\\s*(#.*)?");
    int number = 0;
    for (const auto& [line, end] : lines_of(text)) {
        ++number;
        std::match_results<std::string_view::const_iterator> match;
        if (std::regex_match(line.begin(), line.end(), match, shape))
            return {match[1] == "true", number};
    }
    return {};
}

std::string diesel_version(const Migration& migration) {
    std::string text = migration.version;
    std::erase(text, '-');
    return text;
}

}  // namespace

void check_diesel_metadata(const std::filesystem::path& file, const Migration& migration,
                           Problems& problems) {
    const auto known = problems.size();
    const Switch found = find_switch(read_source(file, problems));
    if (found.on || problems.size() > known) return;
    const auto check = [&](const Script& script) {
        if (!script.transactional || script.statements.empty()) return;
        const std::string declare = "write \"-- @no-transaction\" at the top of " + script.file;
        if (found.line > 0)
            problems.push_back(
                {"foreign-annotation", file.string(), found.line,
                 "a setting of Diesel that has no effect here: \"run_in_transaction = false\"",
                 declare});
        else
            problems.push_back(
                {"foreign-annotation", file.string(), 0,
                 "without \"run_in_transaction = true\" Diesel uses no transaction, but this tool "
                 "uses one: "
                 "\"" +
                     script.file + "\"",
                 declare +
                     ", or \"run_in_transaction = true\" in this file if a transaction is right"});
    };
    check(migration.up);
    if (migration.down) check(*migration.down);
}

void check_diesel_order(const MigrationSet& set, Problems& problems) {
    const Migration* before = nullptr;
    for (const auto& migration : set.migrations) {
        if (before != nullptr && !migration.seed &&
            diesel_version(migration) < diesel_version(*before))
            problems.push_back({"version-order", shown_file(set, migration.up), 0,
                                "migration \"" + migration.name() + "\" is applied after \"" +
                                    before->name() +
                                    "\", but before it by Diesel, which orders versions as text",
                                "give all versions the same number of digits"});
        before = &migration;
    }
}

}  // namespace migration
