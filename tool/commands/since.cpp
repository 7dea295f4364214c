#include "commands/since.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "commands/git_repository.hpp"

namespace migration {
namespace {

namespace fs = std::filesystem;

class SetInGit {
public:
    SetInGit(const ReadSet& now, std::string revision)
        : now_(now),
          revision_(std::move(revision)),
          repository_(now.options.directory),
          folder_(repository_.path_of(now.options.directory)),
          tip_(repository_.commit(revision_)),
          base_(repository_.merge_base(tip_, revision_)) {
        if (now.options.seeds) seeds_ = repository_.path_of(*now.options.seeds);
        if (now.set.layout == "alembic")
            throw Error(ErrorKind::usage,
                        now.set.directory +
                            ": revisions of Alembic are not compared with those of \"" + revision_ +
                            "\"",
                        "leave the comparison out: the tool reads scripts in SQL of earlier "
                        "revisions, and runs no Python of theirs");
    }

    EarlierSets read() const {
        MigrationSet base = read_at(base_);
        return {revision_, base, tip_ == base_ ? std::move(base) : read_at(tip_)};
    }

    // ", commit 1a2b3c4"
    std::string cause(const std::string& file) const {
        const std::string commit = repository_.last_change(base_, path_of(file));
        return commit.empty() ? ", not committed" : ", commit " + commit;
    }

private:
    // As now, but for where the files are.
    MigrationSet read_at(const std::string& commit) const {
        const TemporaryDirectory mirror("migration-since-");
        repository_.write_folder(commit, folder_, mirror.path());
        SetOptions options = now_.options;
        options.directory = mirror.path() / folder_;
        options.name = now_.set.name;
        options.layout = now_.set.layout;
        options.prerequisites.reset();
        options.baseline = mirror.path() / "none";
        if (!now_.config.empty()) options.config = now_.config;
        if (seeds_) {
            repository_.write_folder(commit, *seeds_, mirror.path());
            fs::create_directories(mirror.path() / *seeds_);
            options.seeds = mirror.path() / *seeds_;
        }
        fs::create_directories(options.directory);
        return read_directory(options).set;
    }

    // Scripts of a folder of their own begin with "seeds/".
    std::string path_of(const std::string& file) const {
        constexpr std::string_view own = "seeds/";
        return seeds_ && file.starts_with(own) ? *seeds_ + file.substr(own.size()) : folder_ + file;
    }

    const ReadSet& now_;
    std::string revision_;
    GitRepository repository_;
    std::string folder_;
    std::string tip_, base_;
    std::optional<std::string> seeds_;
};

}  // namespace

EarlierSets read_earlier_sets(const ReadSet& now, const std::string& revision) {
    return SetInGit(now, revision).read();
}

Problems problems_since(const ReadSet& now, const std::string& revision) {
    const SetInGit set(now, revision);
    const EarlierSets earlier = set.read();
    Problems problems;
    if (earlier.base.migrations.empty())
        problems.push_back({"since", now.set.directory, 0,
                            "\"" + revision + "\" has no migrations in this folder", ""});
    for (auto& [problem, file] : changes_since(earlier, now.set)) {
        if (!file.empty()) problem.message += set.cause(file);
        problems.push_back(std::move(problem));
    }
    return problems;
}

}  // namespace migration
