// The assembler takes the tables in as they are: no compiler has to read three
// megabytes of string literals. CMakeLists.txt says where they are and that
// this file is built anew when they change.
#include "simulator/catalog/tables.h"

#define IAM_EMBED(symbol, file)         \
  __asm__(                              \
      ".pushsection .rodata\n"          \
      ".balign 16\n"                    \
      ".hidden " symbol                 \
      "\n"                              \
      ".hidden " symbol                 \
      "_end\n"                          \
      ".global " symbol                 \
      "\n"                              \
      ".global " symbol "_end\n" symbol \
      ":\n"                             \
      ".incbin \"" file "\"\n" symbol   \
      "_end:\n"                         \
      ".byte 0\n"                       \
      ".popsection\n")

IAM_EMBED("iamsim_services_table", IAMSIM_SERVICES_TABLE);
IAM_EMBED("iamsim_api_calls_table", IAMSIM_API_CALLS_TABLE);
IAM_EMBED("iamsim_wire_table", IAMSIM_WIRE_TABLE);

extern "C" {
extern const char iamsim_services_table[];
extern const char iamsim_services_table_end[];
extern const char iamsim_api_calls_table[];
extern const char iamsim_api_calls_table_end[];
extern const char iamsim_wire_table[];
extern const char iamsim_wire_table_end[];
}

namespace iam {
namespace {

absl::string_view Between(const char* begin, const char* end) {
  return absl::string_view(begin, static_cast<size_t>(end - begin));
}

}  // namespace

absl::string_view ServicesTable() {
  return Between(iamsim_services_table, iamsim_services_table_end);
}

absl::string_view ApiCallsTable() {
  return Between(iamsim_api_calls_table, iamsim_api_calls_table_end);
}

absl::string_view WireTableText() {
  return Between(iamsim_wire_table, iamsim_wire_table_end);
}

}  // namespace iam
