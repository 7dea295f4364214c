#pragma once

// Whether a step writes what validation recorded of it. If it does, the schema is what validation
// saw, and nobody need describe what the step has made. The check needs no snapshot. So a snapshot
// of the schema does not follow the steps that pass, and the next step without the check costs a
// full reading.

#include <cstddef>
#include <memory>
#include <string>

#include "manifest/manifest.hpp"
#include "postgres/batch.hpp"
#include "snapshot/may_grant.hpp"

namespace migration {

class FootprintReader;

class StepCheck {
public:
    // `validated` must live as long as this. Behind a pooler the check is never in use.
    StepCheck(const ManifestServer& validated, bool is_pooled);
    ~StepCheck();

    // Before each transaction that takes the step: whether the check is in use for it. It is if
    // enough steps with a record follow each other to be worth the full reading of a schema with so
    // many entries.
    bool prepare(const std::string& version, bool up, std::size_t entries);
    bool is_in_use() const { return is_in_use_; }
    void stop() { is_in_use_ = false; }

    // In the step's transaction, as the last statements of `batch`, when settings and role are the
    // session's own again: whether the step wrote what was recorded. False also if that cannot be
    // told: then only a comparison of the schema decides, and the check is no longer in use.
    bool passes(Batch& batch, Grants grants, const Prepared& prepared, const std::string& version);

private:
    bool is_worthwhile(const std::string& version, std::size_t entries) const;

    const ManifestServer& validated_;
    bool is_pooled_;
    std::unique_ptr<FootprintReader> reader_;
    bool is_in_use_ = false;
    int failures_ = 0;
};

}  // namespace migration
