#include "set/new_migration.hpp"

#include "set/migration.hpp"

namespace migration {

std::string NewMigration::name() const {
    return repeatable ? migration_name(std::string(repeatable_prefix) + slug, "")
                      : migration_name(version, slug);
}

bool NewMigration::no_transaction() const {
    return up.no_transaction || (down && down->no_transaction);
}

NewFiles files_of_pair(const NewMigration& migration, const std::string& up,
                       const std::string& down) {
    NewFiles files{{up, annotated_text(migration.up)}};
    if (migration.down) files.push_back({down, annotated_text(*migration.down)});
    return files;
}

std::string section(std::string_view mark, const std::string& script) {
    return std::string(mark) + "\n" + script;
}

std::string marked_text(const NewScript& script, std::string_view mark) {
    return script.no_transaction ? section(mark, script.text) : script.text;
}

std::string with_statement_marks(const NewScript& script, std::string_view begin,
                                 std::string_view end) {
    std::string text;
    std::size_t at = 0;
    for (const auto& range : script.compound) {
        text += script.text.substr(at, range.begin - at);
        if (!text.empty() && !text.ends_with('\n')) text += '\n';
        text += section(begin, script.text.substr(range.begin, range.end - range.begin)) + "\n";
        text += end;
        at = range.end;
        if (script.text.substr(at, 1) != "\n") text += '\n';
    }
    return text + script.text.substr(at);
}

std::string annotated_text(const NewScript& script) {
    constexpr std::string_view annotation = "-- @no-transaction";
    if (script.text.find(annotation) != std::string::npos) return script.text;
    return marked_text(script, annotation);
}

}  // namespace migration
