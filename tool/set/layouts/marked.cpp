// One file a migration: the down between `-- ROLLBACK_START` and `-- ROLLBACK_END`, the verify
// script between
// `-- VALIDATION_START` and `-- VALIDATION_END`, the up is everything else.

#include "base/text.hpp"
#include "set/blocks.hpp"
#include "set/layout.hpp"
#include "set/pair_files.hpp"

namespace migration {
namespace {

constexpr std::string_view pattern = "V_slug.sql with ROLLBACK_START/END blocks";

std::optional<Part> part_of(std::string_view path) {
    if (path.find('/') != std::string_view::npos) return std::nullopt;
    const auto stem = without_suffix(path, ".sql");
    return stem ? version_and_slug(*stem, Role::up) : std::nullopt;
}

std::vector<Draft> read(const SourceFiles& sources, Problems& problems) {
    auto drafts = pair_files(sources, {part_of, pattern}, problems);
    for (auto& draft : drafts) {
        DraftScript& whole = *draft.up;
        Blocks blocks = cut_blocks(whole, problems);
        if (blocks.down) draft.down = DraftScript{whole.path, whole.shown, std::move(*blocks.down)};
        if (blocks.verify)
            draft.verify = DraftScript{whole.path, whole.shown, std::move(*blocks.verify)};
        whole.text = std::move(blocks.up);
    }
    return drafts;
}

bool has_blocks(const SourceFile& file) {
    if (!part_of(file.path)) return false;
    for (const auto& [line, end] : lines_of(file.text))
        if (is_marker(line, "ROLLBACK_START") || is_marker(line, "VALIDATION_START")) return true;
    return false;
}

std::optional<std::string> claims(const SourceFiles& sources) {
    return first_file(sources, has_blocks);
}

NewFiles write(const NewMigration& migration) {
    std::string text = annotated_text(migration.up);
    const auto add_block = [&](std::string_view word, const std::optional<NewScript>& script) {
        if (!script) return;
        text += section("\n-- " + std::string(word) + "_START", annotated_text(*script)) + "-- " +
                std::string(word) + "_END\n";
    };
    add_block("ROLLBACK", migration.down);
    add_block("VALIDATION", migration.verify);
    return {{migration_name(migration.version, migration.slug) + ".sql", std::move(text)}};
}

}  // namespace

const Layout marked_layout{
    .name = "marked",
    .pattern = pattern,
    .read = read,
    .claims = claims,
    .write = write,
    .holds_verify = true,
};

}  // namespace migration
