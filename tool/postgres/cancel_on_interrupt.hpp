#pragma once

// Cancels what the server does for us when a signal comes while we wait for it in libpqxx, which knows no
// signals.

#include "postgres/cancel_request.hpp"

namespace migration {

// While one lives, a signal cancels the statement of that connection. A signal that had come before does not:
// whoever cleans up behind one may ask the server.
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
