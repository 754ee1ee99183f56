#pragma once

#include <string>
#include <vector>

namespace cachewarden::inline v0 {

/// Where an initiative of Azure Policy has a definition.
struct InitiativeControl {
  std::string initiative{};  ///< its name
  std::string control{};     ///< group of controls in it; empty if it has none
};

/// An entry that an authority publishes on caches or what belongs to them. The words are ours.
struct ControlEntry {
  std::string framework{};  ///< as `name(Framework)` has it
  std::string id{};
  std::string title{};
  std::string link{};          ///< https address
  std::string asked_as{};      ///< id of the group that rules name for it; empty: its own
  std::string out_of_scope{};  ///< why no rule asks it; empty if one does
  bool is_group = false;       ///< gathers entries; the authority has no such entry itself
  std::vector<InitiativeControl> initiatives{};

  /// The id that rules name.
  [[nodiscard]] const std::string& asked() const noexcept {
    return asked_as.empty() ? id : asked_as;
  }
};

/// An authority.
struct FrameworkEntry {
  std::string name{};   ///< as `name(Framework)` has it
  std::string title{};  ///< for people
};

/// What the authorities publish.
struct ControlTable {
  std::string version{};  ///< `YYYY-MM-DD` of the last change
  std::vector<FrameworkEntry> frameworks{};
  std::vector<ControlEntry> entries{};  ///< by framework, in their order
};

/// The table that this version of the library was built with; read anew each time.
[[nodiscard]] ControlTable built_in_controls();

}  // namespace cachewarden::inline v0
