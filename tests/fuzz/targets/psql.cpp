#include "base/text.hpp"
#include "fuzz/archive.hpp"
#include "fuzz/promises.hpp"
#include "fuzz/targets.hpp"
#include "set/psql_script.hpp"
#include "set/script.hpp"
#include "set/source_files.hpp"

namespace migration::fuzz {
namespace {

void require_origins(const DraftScript& draft) {
    std::size_t done = 0;
    for (const auto& origin : draft.origins) {
        require(origin.offset >= done && origin.offset <= draft.text.size(),
                "origins follow each other in the text");
        require(origin.line >= 1 && origin.included_line >= 0, "an origin has a line");
        done = origin.offset;
    }
    for (const auto cells : draft.needs_transaction)
        require(cells <= draft.text.size(), "\\gexec stands in the text");
}

void read_script(const SourceFile& file, const Archive& archive) {
    DraftScript draft{file.path, file.shown, file.text};
    std::set<std::filesystem::path> read;
    Problems problems;
    translate_psql(draft, archive.set_folder(), read, problems);
    for (const auto& each : read)
        require(!each.lexically_relative(archive.set_folder()).string().starts_with(".."),
                "files are read inside the folder alone: " + each.string());
    if (draft.cannot_run) require(!problems.empty(), "what cannot run is reported");
    if (draft.cannot_run || draft.origins.empty())
        require(draft.text == file.text, "a script without psql's commands stays as it is");
    require_origins(draft);
    const Script script = make_script(std::move(draft), {}, problems);
    require_places(problems, archive);
    require_sound(script, archive);
}

}  // namespace

void fuzz_psql(std::string_view input) {
    const Archive archive(input);
    SourceFiles sources;
    Problems problems;
    list_sources(archive.set_folder(), "", sources, problems);
    for (const auto& file : sources.files) read_script(file, archive);
}

}  // namespace migration::fuzz
