#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/engine/assess.hpp"
#include "engine/locate.hpp"

namespace cachewarden::inline v0::detail {

/// A place for other programs. Lines and columns count from 1, columns in characters; 0 where they
/// are not known.
struct Spot {
  std::string document{};
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint32_t end_column = 0;  ///< behind a value that ends on the same line
  friend bool operator==(const Spot&, const Spot&) = default;
};

/// Where findings stand, for report forms that show a place of each.
class Places {
 public:
  explicit Places(const Inventory& inventory) : inventory_(&inventory), locator_(inventory) {}

  /// The evidence that shows a place, else where the resource begins, else its first document.
  [[nodiscard]] Spot of(const Finding& finding);
  [[nodiscard]] Spot of(const Evidence& evidence);
  /// Of `file:line:column`.
  [[nodiscard]] Spot of(std::string_view place);

 private:
  struct Lines {
    std::shared_ptr<const std::string> bytes{};
    std::string_view text{};
    std::vector<std::size_t> starts{};
  };

  const Lines& lines(const std::string& document);
  Spot spot(const std::string& document, std::uint32_t line, std::uint32_t column,
            std::string_view value);

  const Inventory* inventory_;
  Locator locator_;
  std::map<std::string, Lines> lines_;
};

/// A path as a URI reference with `/` between its parts, `.` and `..` resolved as far as they can
/// be; `file:///...` for an absolute path.
[[nodiscard]] std::string uri_of(std::string_view path);

}  // namespace cachewarden::inline v0::detail
