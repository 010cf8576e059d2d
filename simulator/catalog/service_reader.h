#ifndef IAM_SIMULATOR_CATALOG_SERVICE_READER_H_
#define IAM_SIMULATOR_CATALOG_SERVICE_READER_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "simulator/catalog/catalog.h"

namespace iam {

// Reads one line of services.tbl. What it returns points into the line.
CatalogService ReadService(absl::string_view line);

// A list of "name=T", T being the letter of a type.
std::vector<CatalogKey> ReadKeys(absl::string_view text);

// The names of the actions of a line, without reading the rest.
std::vector<absl::string_view> ReadActionNames(absl::string_view line);

}  // namespace iam

#endif  // IAM_SIMULATOR_CATALOG_SERVICE_READER_H_
