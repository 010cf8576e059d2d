# iamsim_precompile(TARGET): with IAMSIM_PRECOMPILE, the headers of libraries that
# take most of the time of our small sources. Our own are not among them, so a
# change to one builds no more than before. Presets without it (release, fuzz)
# notice an include that is missing.
function(iamsim_precompile target)
  if(IAMSIM_PRECOMPILE)
    target_precompile_headers(${target} PRIVATE
      <algorithm> <cstdint> <functional> <map> <memory> <optional> <ostream>
      <string> <utility> <variant> <vector>
      <absl/container/flat_hash_map.h> <absl/container/inlined_vector.h>
      <absl/status/status.h> <absl/status/statusor.h>
      <absl/strings/str_cat.h> <absl/strings/str_join.h>
      <absl/strings/str_split.h> <absl/strings/string_view.h>
      <absl/types/span.h>)
  endif()
endfunction()
