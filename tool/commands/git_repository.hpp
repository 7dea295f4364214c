#pragma once

// A Git repository and its history, read by the program git. Nothing in it is changed.

#include <filesystem>
#include <string>
#include <vector>

namespace migration {

class GitRepository {
public:
    // The one that the directory is in. Throws Error (usage) where there is none, or no git.
    explicit GitRepository(const std::filesystem::path& directory);

    // The commit of a branch, a tag or the like. Throws Error (usage) for an unknown one.
    std::string commit(const std::string& revision) const;

    // The last commit that HEAD and the other one have in common. Throws Error (usage) where there
    // is none, as in a shallow clone. `revision` is how messages name the other one.
    std::string merge_base(const std::string& commit, const std::string& revision) const;

    // A folder's path below the repository's root, with '/' behind it; "" is the root. Throws Error
    // (usage) for a folder outside of the repository.
    std::string path_of(const std::filesystem::path& folder) const;

    // Writes below `target` what a commit has in the folder, and the files that lie in the folders
    // above it.
    void write_folder(const std::string& commit, const std::string& folder,
                      const std::filesystem::path& target) const;

    // The newest commit since `base` that changed the file, abbreviated; empty where none has: the
    // change is not committed.
    std::string last_change(const std::string& base, const std::string& file) const;

private:
    struct Entry {
        std::string object;  // as `git cat-file` names it
        std::string path;
    };

    std::string git(const std::vector<std::string>& arguments, const std::string& input = "") const;
    bool succeeds(const std::vector<std::string>& arguments) const;
    bool is_shallow() const;
    // The files of a folder, also those of the folders in it if `deep`.
    std::vector<Entry> files(const std::string& commit, const std::string& folder, bool deep) const;

    std::filesystem::path program_;
    std::filesystem::path root_;
};

}  // namespace migration
