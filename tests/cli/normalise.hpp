#pragma once

// Takes out of a program's output what differs from run to run and from machine to machine:
// durations become `N ms`, times TIME, server versions `PostgreSQL N`, process numbers `pid N`, row
// digests `digest N`, UUIDs UUID, hashes of the server's own words `sha256:HASH`, and the folders
// of the work and of the sandbox
// `$WORK` and `$SANDBOX`.

#include <string>

namespace migration::golden {

// `work` is the directory that the commands run in. Text that does not end in a line end says so.
std::string normalise(std::string text, const std::string& work);

}  // namespace migration::golden
