#include "apply/step_check.hpp"

#include "snapshot/footprint.hpp"

namespace migration {
namespace {

// The full reading takes about 10 ms and 5 us an entry; a step with the check spares 3 ms.
std::size_t worthwhile_steps(std::size_t entries) {
    return 5 + entries / 600;
}
constexpr int enough_failures = 3;

}  // namespace

StepCheck::StepCheck(const ManifestServer& validated, bool is_pooled)
    : validated_(validated), is_pooled_(is_pooled) {}

StepCheck::~StepCheck() = default;

// While it is in use the next step need only have a record.
bool StepCheck::is_worthwhile(const std::string& version, std::size_t entries) const {
    const auto* state = validated_.state(version);
    if (state == nullptr) return false;
    const auto* const end = validated_.states.data() + validated_.states.size();
    std::size_t ahead = is_in_use_ ? 1 : worthwhile_steps(entries);
    for (; ahead > 0 && state != end && !state->footprint.empty(); ++state) --ahead;
    return ahead == 0;
}

bool StepCheck::prepare(const std::string& version, bool up, std::size_t entries) {
    is_in_use_ =
        up && !is_pooled_ && failures_ < enough_failures && is_worthwhile(version, entries);
    return is_in_use_;
}

bool StepCheck::passes(Batch& batch, Grants grants, const Prepared& prepared,
                       const std::string& version) {
    if (!reader_) reader_ = std::make_unique<FootprintReader>(batch.session());
    const auto expected = Footprint::from_text(validated_.state(version)->footprint);
    const auto found = reader_->read(batch, grants, prepared, expected->catalogues);
    if (found && found->digest == expected->digest) return true;
    ++failures_;
    is_in_use_ = false;
    return false;
}

}  // namespace migration
