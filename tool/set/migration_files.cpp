#include "set/migration_files.hpp"

#include <algorithm>

#include "set/migration.hpp"

namespace migration {

std::string MigrationFile::name() const {
    return migration_name(version, slug);
}

std::optional<MigrationFile> migration_file(const SourceFile& file, const Layout& layout) {
    SourceFiles alone;
    alone.files.push_back(file);
    Problems ignored;
    const auto drafts = layout.read(alone, ignored);
    if (drafts.size() != 1) return std::nullopt;
    const Draft& draft = drafts.front();
    return MigrationFile{file.path, draft.version, draft.slug, draft.up.has_value(),
                         draft.seed || draft.repeatable};
}

std::vector<MigrationFile> migration_files(const SourceFiles& sources, const Layout& layout) {
    std::vector<MigrationFile> files;
    for (const auto& source : sources.files)
        if (auto file = migration_file(source, layout)) files.push_back(std::move(*file));
    std::stable_sort(files.begin(), files.end(), [](const auto& a, const auto& b) {
        return version_less(a.version, b.version);
    });
    return files;
}

std::vector<MigrationFile> files_of(const std::vector<MigrationFile>& files,
                                    const std::string& name) {
    const auto named = std::find_if(files.begin(), files.end(),
                                    [&](const auto& file) { return file.name() == name; });
    if (named == files.end()) return {};
    const auto has_version = [&](const MigrationFile& file) {
        return same_version(file.version, named->version);
    };
    const auto ups = std::count_if(files.begin(), files.end(), [&](const auto& file) {
        return file.is_up && has_version(file);
    });
    std::vector<MigrationFile> found;
    for (const auto& file : files)
        if (has_version(file) && (ups <= 1 || file.slug == named->slug)) found.push_back(file);
    return found;
}

}  // namespace migration
