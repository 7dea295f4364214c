#include "apply/obstacles.hpp"

#include "base/error.hpp"

namespace migration {

void face(const Obstacles& obstacles, bool goes_on, RunListener& listener) {
    std::string text, mend;
    for (const auto& obstacle : obstacles) {
        if (!obstacle.is_certain || goes_on) {
            listener.warns(obstacle.what, "if it fails: " + obstacle.mend);
            continue;
        }
        text += (text.empty() ? "" : "\n") + obstacle.what;
        mend += (mend.empty() ? "" : "; ") + obstacle.mend;
    }
    if (!text.empty()) throw Error(ErrorKind::failed, text, mend);
}

}  // namespace migration
