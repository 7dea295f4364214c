#pragma once

// Cancels the running statement if a signal comes while libpqxx waits for the server. libpqxx
// itself does not react to signals.

#include "postgres/cancel_request.hpp"

namespace migration {

// While the object lives, a signal cancels the statement of that connection. A signal that came
// before does not, because code that cleans up after a signal also sends queries.
class CancelOnInterrupt {
public:
    explicit CancelOnInterrupt(CancelRequest& request);
    ~CancelOnInterrupt();
    CancelOnInterrupt(const CancelOnInterrupt&) = delete;
    CancelOnInterrupt& operator=(const CancelOnInterrupt&) = delete;

private:
    CancelRequest* request_;
};

}  // namespace migration
