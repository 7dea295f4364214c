#pragma once

// A value that is read on first use. A runner with nothing to do never reads its set and manifest.

#include <functional>
#include <optional>

namespace migration {

template <typename Value>
class Lazy {
public:
    Lazy() = default;
    Lazy(Value value) : value_(std::move(value)) {}
    explicit Lazy(std::function<Value()> load) : load_(std::move(load)) {}

    // Whether there is one.
    explicit operator bool() const { return value_ || load_; }
    const Value& operator*() const {
        if (!value_) value_ = load_();
        return *value_;
    }
    const Value* operator->() const { return &**this; }

private:
    std::function<Value()> load_;
    mutable std::optional<Value> value_;
};

}  // namespace migration
