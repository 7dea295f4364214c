#pragma once

// What up and down say while they work: text, or JSON lines.

#include <string>

#include "ledger/ledger.hpp"

namespace migration {

class StepReport {
public:
    StepReport(std::string action, bool json) : action_(std::move(action)), json_(json) {}

    void done(const std::string& version, const std::string& slug, long long milliseconds);
    // `before_failure`: what was completed before the error, so that people know where they stand.
    void failed(const std::string& version, const std::string& slug, const std::string& error);
    void finish(const std::string& set, std::size_t steps, std::size_t planned);

private:
    std::string action_;  // up, down
    bool json_;
};

}  // namespace migration
