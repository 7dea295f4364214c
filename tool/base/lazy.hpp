#pragma once

// A value that is read when it is first looked at: with nothing to do a runner never looks at what it
// carries.

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
