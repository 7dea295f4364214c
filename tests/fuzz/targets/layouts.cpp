#include "set/layout.hpp"

#include <nlohmann/json.hpp>

#include "fuzz/archive.hpp"
#include "fuzz/promises.hpp"
#include "fuzz/targets.hpp"
#include "manifest/set_json.hpp"
#include "set/read_directory.hpp"
#include "validate/file_findings.hpp"

namespace migration::fuzz {
namespace {

// The layout's own reading, whether it fits the files or not.
void read_by(const Layout& layout, SourceFiles sources, const Archive& archive) {
    Problems problems;
    if (layout.any_suffix_case) accept_odd_suffixes(sources, problems);
    allow_errors([&] {
        layout.claims(sources);
        const auto drafts = layout.read(sources, problems);
        require_lines(drafts, archive);
    });
    require_places(problems, archive);
}

void require_sound(const MigrationSet& set, const Archive& archive) {
    for (const auto& migration : set.migrations) {
        require_sound(migration.up, archive);
        if (migration.down) require_sound(*migration.down, archive);
        if (migration.verify) require_sound(*migration.verify, archive);
        require(!migration.digest().empty(), "a migration has a digest");
    }
    TextPacker texts;
    require(!set_to_json(set, texts).dump().empty(), "a set is text");
}

// All that `check` does.
void read_all(const Archive& archive, const std::string& layout) {
    SetOptions options;
    options.directory = archive.set_folder();
    options.name = "city";
    options.layout = layout;
    allow_errors([&] {
        const ReadSet read = read_directory(options);
        require_places(read.problems, archive);
        require_sound(read.set, archive);
        const FileFindings findings(read.set, read.problems);
        for (const auto& migration : read.set.migrations) findings.of(migration);
    });
}

}  // namespace

void fuzz_layouts(std::string_view input) {
    const Archive archive(input);
    SourceFiles sources;
    Problems problems;
    list_sources(archive.set_folder(), "", sources, problems);
    require_places(problems, archive);
    for (const auto* layout : layouts())
        if (layout != &alembic_layout) read_by(*layout, sources, archive);
    read_all(archive, "");
    if (!archive.layout().empty() && archive.layout() != alembic_layout.name)
        read_all(archive, archive.layout());
}

}  // namespace migration::fuzz
