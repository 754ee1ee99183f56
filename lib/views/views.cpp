#include <algorithm>

#include "cachewarden/base/fold.hpp"
#include "views/subject.hpp"

namespace cachewarden::inline v0 {

namespace {

constexpr const View* catalog_rows[] = {&views::aprl_view, &views::azqr_view, &views::checkov_view,
                                        &views::conformity_view, &views::psrule_view};

}  // namespace

const ViewCheck* View::find(std::string_view id) const noexcept {
  const auto found = std::find_if(checks.begin(), checks.end(), [&](const ViewCheck& check) {
    return equal_folded(check.id, id) || (!check.ref.empty() && equal_folded(check.ref, id));
  });
  return found == checks.end() ? nullptr : &*found;
}

std::span<const View* const> views_catalog() noexcept {
  return catalog_rows;
}

const View* find_view(std::string_view name) noexcept {
  for (const View* view : catalog_rows) {
    if (equal_folded(view->name, name))
      return view;
  }
  return nullptr;
}

}  // namespace cachewarden::inline v0
