#pragma once

// Delta debugging: Zeller and Hildebrandt, "Simplifying and isolating failure-inducing input",
// 2002.

#include <algorithm>
#include <chrono>
#include <functional>
#include <vector>

namespace migration {

// A short part of `items`, in their order, that still fails. Stops early at `deadline`. `items`
// itself must fail.
template <typename Item>
std::vector<Item> shrink(std::vector<Item> items,
                         const std::function<bool(const std::vector<Item>&)>& fails,
                         std::chrono::steady_clock::time_point deadline) {
    const auto late = [&] { return std::chrono::steady_clock::now() >= deadline; };
    for (std::size_t size = (items.size() + 1) / 2; size > 0 && !late();) {
        bool shorter = false;
        for (std::size_t at = 0; at < items.size() && !late();) {
            std::vector<Item> rest = items;
            const auto from = rest.begin() + static_cast<std::ptrdiff_t>(at);
            rest.erase(from, from + static_cast<std::ptrdiff_t>(std::min(size, items.size() - at)));
            if (fails(rest)) {
                items = std::move(rest);
                shorter = true;
            } else {
                at += size;
            }
        }
        if (size == 1 && !shorter) break;
        size = (size + 1) / 2;
    }
    return items;
}

}  // namespace migration
